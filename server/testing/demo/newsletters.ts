import sharp from "sharp";

import { decideAccess } from "@/server/features/people/policy";
import { addDays } from "@/server/lib/clock";
import type { Prisma } from "@/server/lib/db/generated/client";

import { addTextRows, type TextRows } from "../factories/languages";
import { factsOf, planOf } from "./delivery";
import { newsDraft, newsSaid, newsTitle, type SaidBlock } from "./newsletter-words";
import { chanceOf, idOf } from "./random";
import type { DemoPeople, SchoolPlan } from "./school";

export interface DemoNewsletters extends TextRows {
  newsletters: Prisma.NewsletterCreateManyInput[];
  blocks: Prisma.NewsletterBlockCreateManyInput[];
  /** Their bytes as the database writes them. */
  pictures: (Omit<Prisma.NewsletterPictureCreateManyInput, "bytes"> & { bytes: string })[];
  messages: Prisma.MessageCreateManyInput[];
  deliveries: Prisma.DeliveryCreateManyInput[];
}

/** What the children painted: a sea with fish under a sun. Drawn here, so that no photograph is needed. */
const PAINTING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 675"><rect width="1200" height="675" fill="#cfe9f5"/><circle cx="1010" cy="130" r="80" fill="#ffc845"/>
<path d="M0 300q150-50 300 0t300 0t300 0t300 0v375H0z" fill="#3d8fb3"/><path d="M0 380q150-50 300 0t300 0t300 0t300 0v295H0z" fill="#0a6f9a"/>
<g fill="#f08a4b"><path d="M240 460q80-70 170 0q-90 70-170 0z"/><path d="M250 460l-60-42v84z"/></g><circle cx="370" cy="446" r="8" fill="#1d2730"/>
<g fill="#e3f0ec"><path d="M640 540q80-70 170 0q-90 70-170 0z"/><path d="M650 540l-60-42v84z"/></g><circle cx="770" cy="526" r="8" fill="#1d2730"/>
<g fill="#ffc845"><path d="M900 440q60-52 128 0q-68 52-128 0z"/><path d="M908 440l-46-32v64z"/></g><circle cx="998" cy="430" r="6" fill="#1d2730"/>
<path d="M480 285h220l-40 62H520z" fill="#7a3e00"/><path d="M595 90v190h-12V90z" fill="#7a3e00"/><path d="M605 100l120 160H605z" fill="#fff"/></svg>`;
const WIDTH = 1_200;
const HEIGHT = 675;

/** The picture of the demo's newsletter, as it is kept. */
export async function paintSea(): Promise<Buffer> {
  return sharp(Buffer.from(PAINTING)).resize(WIDTH, HEIGHT).jpeg({ quality: 78, mozjpeg: true }).toBuffer();
}

/** A newsletter that went out last week, in every language of the pages, and one that is being written. Kingsgate alone. */
export function buildNewsletters(plan: SchoolPlan, people: DemoPeople, picture: Buffer): DemoNewsletters {
  const rows: DemoNewsletters = { newsletters: [], blocks: [], pictures: [], messages: [], deliveries: [], texts: [], segments: [], translations: [] };
  const { school, now } = plan;
  if (school.slug !== "kingsgate") return rows;
  const schoolId = school.id;
  const [office, teacher] = [people.byKey.get("demo-person-office"), people.byKey.get("demo-person-patel")];
  if (!office || !teacher) throw new Error("nobody to write the news");
  const put = (name: string, by: string, at: Date, said: Pick<SaidBlock, "sentences" | "translations">) => {
    const id = idOf(`news-text:${name}`);
    addTextRows(rows, { id, schoolId, kind: "newsletters.words", authorId: by, at, sentences: said.sentences, translations: said.translations, reviewerId: () => office.id, idOf });
    return id;
  };
  const make = (name: string, title: Pick<SaidBlock, "sentences" | "translations">, blocks: readonly SaidBlock[], row: Omit<Prisma.NewsletterCreateManyInput, "schoolId" | "titleId" | "createdAt" | "updatedAt">, at: Date) => {
    const id = idOf(`news:${name}`);
    const by = row.createdById ?? office.id;
    rows.newsletters.push({ id, schoolId, titleId: put(`${name}:title`, by, at, title), createdAt: at, updatedAt: at, ...row });
    for (const [position, block] of blocks.entries()) {
      const blockId = idOf(`news-block:${name}:${position}`);
      const happensOn = block.inDays === undefined ? null : new Date(addDays(now, block.inDays).toISOString().slice(0, 10));
      rows.blocks.push({ id: blockId, schoolId, newsletterId: id, position, kind: block.kind, textId: put(`${name}:${position}`, by, at, block), happensOn, happensTime: block.time ?? null, link: block.link ?? null });
      if (block.kind === "picture") rows.pictures.push({ blockId, schoolId, bytes: `\\x${picture.toString("hex")}`, width: WIDTH, height: HEIGHT, hash: "sea", peopleSaid: true });
    }
    return id;
  };
  const sentAt = addDays(now, -5);
  const sentId = make("sea", newsTitle, newsSaid, { state: "sent", audience: "public", yearGroups: [], sendAt: sentAt, sentAt, createdById: office.id, sentById: office.id }, addDays(sentAt, -2));
  make("fair", newsDraft.title, newsDraft.blocks, { state: "draft", audience: "families", yearGroups: [], createdById: teacher.id }, addDays(now, -1));
  const told = new Set<string>();
  for (const pupil of people.pupils) {
    for (const link of pupil.links) {
      const { adult } = link;
      if (told.has(adult.id) || !decideAccess(factsOf(link), "messages", sentAt).allowed) continue;
      told.add(adult.id);
      const id = idOf(`message:news:${adult.id}`);
      const { channels, writeIn } = planOf(adult);
      const opened = channels.includes("email") && chanceOf(`news:${adult.id}`).happens(0.5);
      rows.messages.push({
        id, schoolId, adultId: adult.id, pupilId: pupil.row.id, kind: "newsletter_sent", subjectId: sentId, language: writeIn, idempotencyKey: `newsletter:${sentId}:${adult.id}`, createdAt: sentAt,
        acknowledgedAt: opened ? addDays(sentAt, 1) : null,
      });
      for (const channel of channels) {
        const left = channel === "email" || channel === "letter";
        rows.deliveries.push({
          id: idOf(`delivery:news:${adult.id}:${channel}`), schoolId, messageId: id, channel, state: left ? "handed_over" : "delivered", nextTryAt: sentAt, attempts: channel === "email" ? 1 : 0,
          ...(left ? { handedOverAt: sentAt } : { deliveredAt: channel === "call" ? addDays(sentAt, 1) : sentAt }),
        });
      }
    }
  }
  return rows;
}
