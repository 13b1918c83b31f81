import { answerSound, readPart } from "@/app/api/listen/sound";
import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { hearPartInput } from "@/server/features/reports/listening/schema";

/** A sentence (by its hash) or block (by its place) of a report, for those who may read it now: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ reportId: string; part: string }> }): Promise<Response> {
  const { reportId, part } = await params;
  const language = readLanguage(request);
  const input = hearPartInput.safeParse({ reportId, part: readPart(part), language: language ?? undefined });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).reports.listening.part(input.data));
}
