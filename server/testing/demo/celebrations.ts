import { decideAccess } from "@/server/features/people/policy";
import { keepUntil } from "@/server/features/rewards/clips/rules";
import { addDays, addMinutes, dayIn, momentIn } from "@/server/lib/clock";
import type { Prisma } from "@/server/lib/db/generated/client";

import { drawFilm } from "../films";
import { addTextRows, type TextRows } from "../factories/languages";
import { factsOf, planOf } from "./delivery";
import { idOf } from "./random";
import type { DemoPeople, DemoPupil, SchoolPlan } from "./school";

export interface DemoCelebrations extends TextRows {
  celebrations: Prisma.CelebrationCreateManyInput[];
  pupils: Prisma.CelebrationPupilCreateManyInput[];
  answers: Prisma.CelebrationAnswerCreateManyInput[];
  /** Their bytes as the database writes them. */
  clips: (Omit<Prisma.CelebrationClipCreateManyInput, "bytes" | "poster"> & { bytes: string })[];
  inClips: Prisma.CelebrationClipChildCreateManyInput[];
  messages: Prisma.MessageCreateManyInput[];
  deliveries: Prisma.DeliveryCreateManyInput[];
}

const SIZE = { width: 640, height: 360 };
const SECONDS = 8;

/** A stage with as many stars as have been given out: drawn here in the place of a film, and nobody's child is in it. */
const stage = (stars: number) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="640" height="360" fill="#0a544d"/><path fill="#7a2e1d" d="M0 0h90v300H0zM550 0h90v300h-90z"/><rect y="290" width="640" height="70" fill="#c79a63"/>
<circle cx="250" cy="190" r="42" fill="#c68a5b"/><path fill="#3d8fb3" d="M190 300c0-60 22-72 60-72s60 12 60 72z"/><circle cx="390" cy="190" r="42" fill="#8a5a3b"/><path fill="#f08a4b" d="M330 300c0-60 22-72 60-72s60 12 60 72z"/>
${Array.from({ length: stars }, (_, nth) => `<path transform="translate(${150 + nth * 95} 30)" fill="#ffc845" d="M30 0l9 20 21 2-16 15 5 21-19-11-19 11 5-21-16-15 21-2z"/>`).join("")}</svg>`;

/** The film of the demo, as it is kept. */
export async function paintFilm(): Promise<Uint8Array> {
  return drawFilm({ svgs: [1, 2, 3, 4].map(stage), each: SECONDS / 4, ...SIZE });
}

const said = {
  sentences: ["Today we celebrate Zara and Ola.", "Zara read a whole book.", "Ola kept trying when the work was hard.", "We are very proud of you."],
  translations: {
    ur: ["آج ہم زارا اور اولا کی خوشی منا رہے ہیں۔", "زارا نے پوری کتاب پڑھی۔", "جب کام مشکل تھا تو اولا کوشش کرتی رہی۔", "ہمیں آپ پر بہت فخر ہے۔"],
    pl: ["Dziś świętujemy Zarę i Olę.", "Zara przeczytała całą książkę.", "Ola nie poddała się, gdy było trudno.", "Jesteśmy z was bardzo dumni."],
  },
};
const invitation = {
  sentences: ["Your child will come to the front and get a certificate."],
  translations: { ur: ["آپ کا بچہ سامنے آئے گا اور سند لے گا۔"], pl: ["Państwa dziecko wyjdzie na środek i dostanie dyplom."] },
};

/** One celebration that was held, with its film, and one to which the families of Zara and Ola are invited. Kingsgate alone. */
export function buildCelebrations(plan: SchoolPlan, people: DemoPeople, film: Uint8Array): DemoCelebrations {
  const rows: DemoCelebrations = { celebrations: [], pupils: [], answers: [], clips: [], inClips: [], messages: [], deliveries: [], texts: [], segments: [], translations: [] };
  const { school, now } = plan;
  if (school.slug !== "kingsgate") return rows;
  const schoolId = school.id;
  const find = <T>(found: T | undefined): T => { if (!found) throw new Error("nobody to celebrate"); return found; };
  const child = (key: string): DemoPupil => find(people.pupils.find(({ row }) => row.externalId === `demo-pupil-${key}`));
  const office = find(people.byKey.get("demo-person-office"));
  const children = [{ pupil: child("zara"), successId: idOf("success:zara:book") }, { pupil: child("ola"), successId: idOf("success:ola:effort") }];
  const put = (name: string, days: number, words: typeof said | typeof invitation, kind: Prisma.CelebrationCreateManyInput["kind"]) => {
    const [id, wordsId] = [idOf(`celebration:${name}`), idOf(`celebration-words:${name}`)];
    const startsAt = find(momentIn(school.zone, dayIn(school.zone, addDays(now, days)), "09:10") ?? undefined);
    const at = addDays(now, Math.min(days, 0) - 7);
    addTextRows(rows, { id: wordsId, schoolId, kind: "rewards.words", authorId: office.id, at, ...words, reviewerId: () => office.id, idOf });
    rows.celebrations.push({ id, schoolId, kind, wordsId: words === said ? null : wordsId, startsAt, endsAt: addMinutes(startsAt, 40), place: "Main hall", state: "invited", invitedAt: at, createdById: office.id, createdAt: at });
    for (const { pupil, successId } of children) rows.pupils.push({ schoolId, celebrationId: id, pupilId: pupil.row.id, successId });
    return { id, wordsId, startsAt };
  };
  const held = put("held", -1, said, "assembly");
  rows.clips.push({
    celebrationId: held.id, schoolId, type: "video/webm", bytes: `\\x${Buffer.from(film).toString("hex")}`, size: film.length, seconds: SECONDS, ...SIZE, wordsId: held.wordsId, hash: "stage",
    keepUntil: keepUntil("year", now, school.zone), createdAt: addMinutes(held.startsAt, 180), approvedAt: addMinutes(held.startsAt, 180),
  });
  for (const { pupil } of children) rows.inClips.push({ schoolId, celebrationId: held.id, pupilId: pupil.row.id });
  rows.answers.push({ schoolId, celebrationId: held.id, adultId: find(people.byKey.get("demo-person-dariusz")).id, says: "work", places: 0, needs: [], at: addDays(now, -3) });
  const next = put("next", 9, invitation, "prize_evening");
  const at = addDays(now, -1);
  for (const { pupil } of children) {
    for (const link of pupil.links.filter((each) => decideAccess(factsOf(each), "events", at).allowed)) {
      const { channels, writeIn } = planOf(link.adult);
      const messageId = idOf(`message:celebration:${pupil.row.id}:${link.adult.id}`);
      rows.messages.push({
        id: messageId, schoolId, adultId: link.adult.id, pupilId: pupil.row.id, kind: "celebration_invited", subjectId: next.id, language: writeIn, args: { child: pupil.row.givenName, at: next.startsAt.toISOString(), what: "Main hall" },
        idempotencyKey: `celebration_invited:${next.id}:first:${pupil.row.id}:${link.adult.id}`, createdAt: at,
      });
      for (const channel of channels) {
        const left = channel === "email" || channel === "letter";
        rows.deliveries.push({ id: idOf(`delivery:celebration:${pupil.row.id}:${link.adult.id}:${channel}`), schoolId, messageId, channel, state: left ? "handed_over" : "delivered", nextTryAt: at, attempts: left ? 1 : 0, ...(left ? { handedOverAt: at } : { deliveredAt: at }) });
      }
    }
  }
  return rows;
}
