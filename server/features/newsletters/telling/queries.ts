import { getCalled } from "@/server/features/delivery/telling/queries";
import type { ToTellTask } from "@/server/features/delivery/schema";
import { readSaying, type Saying } from "@/server/features/languages/telling/queries";
import type { StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";

export interface NewsToTell extends Saying {
  newsletterId: string;
}

/** The title and the first words of each newsletter that a call tells, the oldest first. Readable through the task; one that was taken back is not in it. Errors: not_found. */
export async function getNewsToTell(ctx: StaffCtx, input: ToTellTask): Promise<NewsToTell[]> {
  const { languages, told } = await getCalled(ctx, input.taskId);
  const ids = told.filter(({ kind }) => kind === "newsletter_sent").map(({ subjectId }) => subjectId);
  if (ids.length === 0) throw new AppError("not_found");
  const found = await ctx.db.newsletter.findMany({
    where: { id: { in: ids }, state: "sent" }, orderBy: [{ sentAt: "asc" }, { id: "asc" }],
    select: { id: true, titleId: true, blocks: { where: { kind: { in: ["text", "thanks", "tip", "date"] } }, orderBy: { position: "asc" }, take: 1, select: { textId: true } } },
  });
  const news: NewsToTell[] = [];
  for (const { id, titleId, blocks } of found) {
    news.push({ newsletterId: id, ...(await readSaying(ctx.db, [{ textId: titleId, heading: true }, ...blocks], languages)) });
  }
  return news;
}
