import { readLanguage, sendPdf, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { ownLetterInput } from "@/server/features/delivery/letters/schema";

/** What the school told the signed-in adult, on paper in easy read: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ messageId: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const parsed = ownLetterInput.safeParse(await params);
  if (!language || !parsed.success) return sendRefusal(404);
  try {
    return await sendPdf(await (await getApi(language)).delivery.inbox.print(parsed.data));
  } catch (error) {
    return sendRefusal(error);
  }
}
