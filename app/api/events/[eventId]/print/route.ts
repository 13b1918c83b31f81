import { readLanguage, sendPdf, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { eventInput } from "@/server/features/events/schema";

/** An event on paper, in easy read: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ eventId: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const parsed = eventInput.safeParse(await params);
  if (!language || !parsed.success) return sendRefusal(404);
  try {
    return await sendPdf(await (await getApi(language)).events.open.print(parsed.data));
  } catch (error) {
    return sendRefusal(error);
  }
}
