import { createHash } from "node:crypto";

import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { remakePicture } from "@/server/lib/pictures/remake";

import { replaceText, writeText } from "../commands";
import { type Idea, PHOTO_BYTES, type SavePhotoInput } from "./schema";

/** Shown at 64 px: enough for phones with two or three dots a pixel, and about 15 KB. */
const SIDE = 200;

/** A photo as families get it: a small square of the school's picture, made anew. Errors: invalid_input (photo: not_a_photo), too_large. */
export function remakePhoto(file: Uint8Array): Promise<Buffer> {
  return remakePicture(file, PHOTO_BYTES, { width: SIDE, height: SIDE, fit: "cover", position: "attention" });
}

/** Puts the school's own photo in the place of a drawn picture. Errors: invalid_input for a file that is no photo, too_large. */
export async function savePhoto(ctx: StaffCtx, input: SavePhotoInput): Promise<void> {
  const { idea, alt } = input;
  const bytes = new Uint8Array(await remakePhoto(input.file));
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const [schoolId, savedById] = [ctx.school.id, ctx.actor.adultId];
  await ctx.db.$transaction(async (tx) => {
    const old = await tx.picturePhoto.findFirst({ where: { idea }, select: { altTextId: true } });
    if (old) await replaceText(tx, old.altTextId, alt, savedById);
    const altTextId = old?.altTextId ?? await writeText(tx, { schoolId, kind: "languages.pictureAlt", language: SOURCE_LANGUAGE, body: alt, authorId: savedById });
    const row = { bytes, hash, altTextId, savedById, savedAt: ctx.now };
    await tx.picturePhoto.upsert({ where: { schoolId_idea: { schoolId, idea } }, create: { ...row, schoolId, idea }, update: row });
    await recordAudit(tx, { schoolId, at: ctx.now, actorId: savedById, action: "languages.savePhoto", subjectType: "picture", detail: { idea, hash } });
  });
}

/** Takes the school's photo away: the drawn picture is back. Errors: not_found when there is none. */
export async function removePhoto(ctx: StaffCtx, input: { idea: Idea }): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.picturePhoto.deleteMany({ where: { idea: input.idea } });
    if (count === 0) throw new AppError("not_found");
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.removePhoto", subjectType: "picture", detail: { idea: input.idea },
    });
  });
}
