import { type EasyPage, ideasOf, type Pictures } from "@/server/features/languages/easy/schema";
import { explainTerms } from "@/server/features/languages/gate/queries";
import { pictureBook } from "@/server/features/languages/pictures/queries";
import type { Ctx } from "@/server/lib/context";

import type { ReadNewsletter } from "../queries";
import { easyNewsletter } from "./rules";

export interface EasyNewsletter {
  page: EasyPage;
  pictures: Pictures;
}

/**
 * A newsletter in easy read for whoever may read it.
 * @param find asks the access rule: getOwn or getPublic
 */
export async function getEasy<C extends Ctx>(ctx: C, input: { newsletterId: string }, find: (ctx: C, input: { newsletterId: string }) => Promise<ReadNewsletter>): Promise<EasyNewsletter> {
  const newsletter = await find(ctx, input);
  const terms = await explainTerms(ctx.db, ctx.locale, newsletter.blocks.map(({ words }) => words.body));
  const page = easyNewsletter(newsletter, ctx.locale, terms, ctx.school);
  const show = await pictureBook(ctx.db, ctx.locale);
  return { page, pictures: Object.fromEntries(ideasOf(page).map((idea) => [idea, show(idea)])) };
}
