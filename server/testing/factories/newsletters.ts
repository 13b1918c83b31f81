import sharp from "sharp";
import { v7 as uuid } from "uuid";

import { writeText } from "@/server/features/languages/commands";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { NewsletterAudience, NewsletterBlockKind, NewsletterState } from "@/server/lib/db/generated/enums";

import { TEST_NOW } from "../context";

export interface MadeBlock {
  kind: NewsletterBlockKind;
  words: string;
  happensOn?: string;
  happensTime?: number;
  link?: string;
  picture?: boolean;
  /** Who can be recognised in it; nobody unless said. */
  children?: string[];
}

interface NewsletterInput {
  title?: string;
  state?: NewsletterState;
  audience?: NewsletterAudience;
  yearGroups?: number[];
  blocks?: readonly MadeBlock[];
  createdById?: string;
}

/** A newsletter with its blocks; unless said a draft for the whole school's families with one picture, whose version is "v1". */
export async function makeNewsletter(school: SchoolFacts, input: NewsletterInput = {}) {
  const { title = "News of this week", state = "draft", audience = "families", yearGroups = [], blocks = [{ kind: "picture", words: "Children plant beans.", picture: true }], createdById } = input;
  const newsletterId = uuid();
  const ids = blocks.map(() => uuid());
  const bytes = new Uint8Array(await sharp({ create: { width: 40, height: 30, channels: 3, background: "#0a544d" } }).jpeg().toBuffer());
  await dbFor(school.id).$transaction(async (tx) => {
    const schoolId = school.id;
    const write = (body: string) => writeText(tx, { schoolId, kind: "newsletters.words", language: "en", body, authorId: createdById ?? null });
    const out = state === "sent" || state === "withdrawn";
    await tx.newsletter.create({
      data: { id: newsletterId, schoolId, titleId: await write(title), state: "draft", audience, yearGroups, createdById: createdById ?? null, createdAt: TEST_NOW, updatedAt: TEST_NOW },
    });
    for (const [position, block] of blocks.entries()) {
      const { kind, words, happensOn, happensTime = null, link = null, picture = false, children = [] } = block;
      const id = ids[position] as string;
      await tx.newsletterBlock.create({ data: { id, schoolId, newsletterId, position, kind, textId: await write(words), happensOn: happensOn ? new Date(happensOn) : null, happensTime, link } });
      if (picture) await tx.newsletterPicture.create({ data: { blockId: id, schoolId, bytes, width: 40, height: 30, hash: "v1", peopleSaid: true } });
      if (children.length > 0) await tx.newsletterPictureChild.createMany({ data: children.map((pupilId) => ({ schoolId, blockId: id, pupilId })) });
    }
    if (state !== "draft") await tx.newsletter.update({ where: { id: newsletterId }, data: { state, sendAt: TEST_NOW, sentAt: out ? TEST_NOW : null, withdrawnAt: state === "withdrawn" ? TEST_NOW : null } });
  });
  return { newsletterId, blockId: ids[0] ?? "", blockIds: ids };
}
