import { v7 as uuid } from "uuid";

import { createTask } from "@/server/features/delivery/commands";
import { callDue, letterCallKey } from "@/server/features/delivery/rules";
import { withEasyPage } from "@/server/features/languages/easy/rules";
import { printPictures } from "@/server/features/languages/pictures/queries";
import { reachFields } from "@/server/features/people/profile/queries";
import { planFor, wantsPictures } from "@/server/features/people/profile/rules";
import { recordAudits } from "@/server/lib/audit/record";
import { deriveCode } from "@/server/lib/auth/codes";
import { hashSignInToken } from "@/server/lib/auth/core";
import { addDays } from "@/server/lib/clock";
import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { translatorFor } from "@/server/lib/i18n/translator";
import { renderPdf } from "@/server/lib/pdf/render";

import { LETTER_DAYS } from "../schema";
import { lettersFor } from "./policy";
import { composeLetter, saidPictures } from "./rules";
import type { PrintLettersInput } from "./schema";

export interface PrintedLetters {
  /** A tagged PDF with one page a letter, and a second in easy read for whoever understands pictures better. */
  file: Uint8Array;
  letters: number;
}

/**
 * Prints the letters of a class or a family. Each adult gets a new code and the old one ends. The file is made before
 * anything is written, so a letter that cannot be printed ends no code. Throws not_found when nobody would get one.
 */
export async function printLetters(ctx: StaffCtx, input: PrintLettersInput): Promise<PrintedLetters> {
  const adults = await ctx.db.adult.findMany({
    where: lettersFor(ctx, input),
    select: { id: true, title: true, givenName: true, familyName: true, safeAddress: true, ...reachFields },
    orderBy: [{ familyName: "asc" }, { givenName: "asc" }, { id: "asc" }],
  });
  if (adults.length === 0) throw new AppError("not_found");
  const validTo = addDays(ctx.now, LETTER_DAYS);
  const drawn = adults.map((adult) => {
    const id = uuid();
    return { adult, id, code: deriveCode("letter", id) };
  });
  const svgs = await printPictures(ctx.db, [...saidPictures, "phone", "letter"]);
  const letters = await Promise.all(drawn.map(async ({ adult, code }) => {
    const letter = await composeLetter(ctx.school, { ...adult, language: planFor(adult).writeIn }, code, ctx.now, validTo);
    return wantsPictures(adult) ? withEasyPage(letter, saidPictures, svgs) : letter;
  }));
  const title = translatorFor(ctx.locale)("signIn.letters.fileTitle");
  const file = await renderPdf({ template: "people", data: { title, letters } });

  await ctx.db.$transaction(async (tx) => {
    await tx.signInToken.updateMany({
      where: { adultId: { in: adults.map(({ id }) => id) }, kind: "letter", usedAt: null, expiresAt: { gt: ctx.now } },
      data: { expiresAt: ctx.now },
    });
    await tx.signInToken.createMany({
      data: drawn.map(({ adult, id, code }) => ({
        id, schoolId: ctx.school.id, adultId: adult.id, kind: "letter" as const,
        tokenHash: hashSignInToken(code), createdAt: ctx.now, expiresAt: validTo,
      })),
    });
    // Whoever reads nothing is rung about the letter: it is never the only way to an adult who cannot read it.
    for (const adult of adults.filter((each) => planFor(each).reasons.includes("reads_nothing"))) {
      await createTask(tx, {
        schoolId: ctx.school.id, kind: "call", adultId: adult.id, subjectId: adult.id, dueAt: callDue(ctx.now), uniqueKey: letterCallKey(adult.id, ctx.now),
      });
    }
    await recordAudits(tx, adults.map(({ id }) => ({
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "sign-in.printLetter", subjectType: "adult", subjectId: id,
    })));
  });
  return { file, letters: letters.length };
}
