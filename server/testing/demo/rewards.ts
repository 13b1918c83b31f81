import sharp from "sharp";

import { uses } from "@/server/features/people/photos/schema";
import { statements } from "@/server/features/rewards/schema";
import { decideAccess } from "@/server/features/people/policy";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { SuccessCategory } from "@/server/lib/db/generated/enums";

import { addTextRows, type TextRows } from "../factories/languages";
import { factsOf, planOf } from "./delivery";
import { chanceOf, idOf } from "./random";
import { friendWords, waitingWords } from "./reward-words";
import type { DemoPeople, DemoPupil, SchoolPlan } from "./school";

export interface DemoRewards extends TextRows {
  /** Their bytes as the database writes them. */
  photos: (Omit<Prisma.RewardPhotoCreateManyInput, "bytes"> & { bytes: string })[];
  inPhotos: Prisma.RewardPhotoChildCreateManyInput[];
  successes: Prisma.SuccessCreateManyInput[];
  replies: Prisma.SuccessReplyCreateManyInput[];
  consents: Prisma.PhotoConsentCreateManyInput[];
  messages: Prisma.MessageCreateManyInput[];
  deliveries: Prisma.DeliveryCreateManyInput[];
}

/** A child who holds up a book, drawn here in the place of a photograph: nobody's child is in it. */
const READER = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800"><rect width="1200" height="800" fill="#e3f0ec"/><rect y="610" width="1200" height="190" fill="#c79a63"/>
<g fill="#b8763a"><rect x="80" y="110" width="260" height="420" rx="10"/></g><g fill="#fff3d1"><rect x="100" y="130" width="220" height="110"/><rect x="100" y="262" width="220" height="110"/><rect x="100" y="394" width="220" height="116"/></g>
<g><path fill="#0a544d" d="M112 146h26v92h-26z"/><path fill="#f08a4b" d="M142 158h22v80h-22z"/><path fill="#3d8fb3" d="M168 150h30v88h-30z"/><path fill="#7a3e00" d="M112 290h24v80h-24z"/><path fill="#0a6f9a" d="M140 280h32v90h-32z"/><path fill="#ffc845" d="M112 420h30v88h-30z"/></g>
<path fill="#3a2417" d="M610 190c120 0 190 80 190 190 0 90-30 160-60 190H480c-30-30-60-100-60-190 0-110 70-190 190-190z"/><circle cx="610" cy="350" r="120" fill="#c68a5b"/><path fill="#3a2417" d="M490 330c20-90 220-90 240 0-60-40-180-40-240 0z"/>
<circle cx="570" cy="350" r="11" fill="#1d2730"/><circle cx="650" cy="350" r="11" fill="#1d2730"/><path d="M566 400q44 42 88 0" fill="none" stroke="#7a2e1d" stroke-width="9" stroke-linecap="round"/>
<path fill="#0a544d" d="M430 800c0-190 60-310 180-310s180 120 180 310z"/><g><path fill="#ffc845" d="M450 560l160 34v180l-160-34z"/><path fill="#f0b429" d="M770 560l-160 34v180l160-34z"/><path fill="#fff" d="M466 576l136 28v26l-136-28zM754 576l-136 28v26l136-28z"/></g>
<circle cx="452" cy="660" r="34" fill="#c68a5b"/><circle cx="768" cy="660" r="34" fill="#c68a5b"/><g fill="#ffc845"><path d="M980 150l22 46 50 6-37 35 10 50-45-25-45 25 10-50-37-35 50-6z"/></g></svg>`;
const WIDTH = 1_200;
const HEIGHT = 800;

/** The picture that stands for a photo in the demo, as it is kept. */
export async function paintReader(): Promise<Buffer> {
  return sharp(Buffer.from(READER)).resize(WIDTH, HEIGHT).jpeg({ quality: 78, mozjpeg: true }).toBuffer();
}

/** How many weeks back good news lies, and how likely a child has had some in each. */
const WEEKS = 10;
const A_WEEK = 0.11;

/** Good news of ten weeks in every class, some children never; that of the design's families told, answered and pictured. Kingsgate alone. */
export function buildRewards(plan: SchoolPlan, people: DemoPeople, picture: Buffer): DemoRewards {
  const rows: DemoRewards = { photos: [], inPhotos: [], successes: [], replies: [], consents: [], messages: [], deliveries: [], texts: [], segments: [], translations: [] };
  const { school, now } = plan;
  if (school.slug !== "kingsgate") return rows;
  const schoolId = school.id;
  const person = (key: string) => {
    const found = people.byKey.get(`demo-person-${key}`);
    if (!found) throw new Error(`nobody called ${key}`);
    return found;
  };
  const childOf = (key: string): DemoPupil => {
    const found = people.pupils.find(({ row }) => row.externalId === `demo-pupil-${key}`);
    if (!found) throw new Error(`no child called ${key}`);
    return found;
  };
  const [patel, deputy, office] = [person("patel"), person("hale"), person("office")];
  const add = (name: string, pupil: DemoPupil, statement: string, at: Date, more: Partial<Prisma.SuccessCreateManyInput> = {}) => {
    const id = idOf(`success:${name}`);
    const by = people.classes.find(({ row }) => row.id === pupil.classId)?.teacher.id ?? patel.id;
    rows.successes.push({
      id, schoolId, pupilId: pupil.row.id, noteKey: id, category: statement.split(".")[0] as SuccessCategory, statement, state: "shown", notedById: by, notedAt: at, decidedById: by, decidedAt: at, ...more,
    });
    return id;
  };
  const tell = (successId: string, pupil: DemoPupil, at: Date) => {
    for (const link of pupil.links.filter((each) => decideAccess(factsOf(each), "messages", at).allowed)) {
      const { channels, writeIn } = planOf(link.adult);
      const messageId = idOf(`message:success:${successId}:${link.adult.id}`);
      rows.messages.push({ id: messageId, schoolId, adultId: link.adult.id, pupilId: pupil.row.id, kind: "good_news", subjectId: successId, language: writeIn, args: { child: pupil.row.givenName }, idempotencyKey: `good-news:${successId}:${link.adult.id}`, createdAt: at });
      for (const channel of channels) {
        const left = channel === "email" || channel === "letter";
        rows.deliveries.push({ id: idOf(`delivery:success:${successId}:${link.adult.id}:${channel}`), schoolId, messageId, channel, state: left ? "handed_over" : "delivered", nextTryAt: at, attempts: left ? 1 : 0, ...(left ? { handedOverAt: at } : { deliveredAt: at }) });
      }
    }
  };
  const reply = (successId: string, who: string, answer: Prisma.SuccessReplyCreateManyInput["answer"], at: Date) => rows.replies.push({ schoolId, successId, adultId: person(who).id, answer, at });

  const designed = new Set(["zara", "ola", "ayaan", "sam"].map((key) => childOf(key).row.id));
  for (const pupil of people.pupils.filter(({ row }) => !designed.has(row.id))) {
    const chance = chanceOf(`success:${pupil.row.externalId}`);
    for (let week = 0; week < WEEKS; week++) {
      const [happens, statement, minutes] = [chance.happens(A_WEEK), chance.pick(statements), chance.whole(0, 4 * 24 * 60)];
      if (happens) add(`${pupil.row.externalId}:${week}`, pupil, statement, addMinutes(addDays(now, -7 * week - 6), minutes));
    }
    // What most families said about photos when they came: one adult who holds responsibility, and many who have not answered yet.
    const holder = pupil.links.find((link) => link.row.parentalResponsibility === "yes" && decideAccess(factsOf(link), "media", now).allowed && link.adult.externalId.startsWith("demo-adult-"));
    if (holder && chance.happens(0.7)) for (const use of uses) rows.consents.push({ schoolId, pupilId: pupil.row.id, adultId: holder.adult.id, use, given: use !== "public" || chance.happens(0.6), recordedById: office.id, at: addDays(now, -70) });
  }
  const say = (child: string, who: string, given: Record<(typeof uses)[number], boolean>) => {
    for (const use of uses) rows.consents.push({ schoolId, pupilId: childOf(child).row.id, adultId: person(who).id, use, given: given[use], recordedById: person(who).id, at: addDays(now, -60) });
  };
  say("zara", "amina", { family: true, school: true, film: true, public: false });
  say("ola", "ewa", { family: true, school: true, film: true, public: true });
  // He lives apart from her and wants no photos for everybody: that is a dispute, and counts as no.
  say("ola", "dariusz", { family: true, school: true, film: true, public: false });

  const photoId = idOf("reward-photo:zara");
  rows.photos.push({ id: photoId, schoolId, bytes: `\\x${picture.toString("hex")}`, width: WIDTH, height: HEIGHT, hash: "reader", createdAt: addDays(now, -2) });
  rows.inPhotos.push({ schoolId, photoId, pupilId: childOf("zara").row.id });
  const [zara, ola, ayaan] = [childOf("zara"), childOf("ola"), childOf("ayaan")];
  const book = add("zara:book", zara, "learning.readsMore", addDays(now, -2), { photoId, decidedById: deputy.id });
  tell(book, zara, addDays(now, -2));
  const wordsId = idOf("success-words:zara");
  addTextRows(rows, { id: wordsId, schoolId, kind: "rewards.words", authorId: patel.id, at: addDays(now, -16), pupilId: zara.row.id, sentences: friendWords.sentences, translations: friendWords.translations, reviewerId: () => office.id, idOf });
  reply(add("zara:friend", zara, "kindness.included", addDays(now, -16), { wordsId, decidedById: deputy.id }), "amina", "thanks", addDays(now, -15));
  const effort = add("ola:effort", ola, "effort.keptTrying", addDays(now, -3));
  tell(effort, ola, addDays(now, -3));
  reply(effort, "ewa", "proud", addDays(now, -2));
  add("ayaan:class", ayaan, "courage.spokeUp", addDays(now, -12));
  add("sam:team", childOf("sam"), "teamwork.workedTogether", addDays(now, -9));
  const waitsId = idOf("success-words:ayaan");
  addTextRows(rows, { id: waitsId, schoolId, kind: "rewards.words", authorId: patel.id, at: addDays(now, -1), pupilId: ayaan.row.id, sentences: waitingWords.sentences, idOf });
  add("ayaan:story", ayaan, "responsibility.setExample", addDays(now, -1), { wordsId: waitsId, state: "waiting", decidedById: null, decidedAt: null });
  return rows;
}
