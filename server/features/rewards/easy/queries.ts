import { type EasyPage, ideasOf, type Pictures } from "@/server/features/languages/easy/schema";
import { pictureBook } from "@/server/features/languages/pictures/queries";
import type { PersonCtx } from "@/server/lib/context";

import { openOwn } from "../commands";
import type { OwnSuccess } from "../queries";
import { easySuccess } from "./rules";

export interface EasySuccess {
  success: OwnSuccess;
  page: EasyPage;
  pictures: Pictures;
}

/** One success in easy read for its family. Errors: not_found. */
export async function getEasy(ctx: PersonCtx, input: { successId: string }): Promise<EasySuccess> {
  const success = await openOwn(ctx, input);
  const page = easySuccess(success, ctx.locale, ctx.school);
  const show = await pictureBook(ctx.db, ctx.locale);
  return { success, page, pictures: Object.fromEntries(ideasOf(page).map((idea) => [idea, show(idea)])) };
}
