import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { pagePartInput } from "@/server/features/languages/speech/schema";

import { answerSound } from "../../../sound";

/** One block of a public page as one sound: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ page: string; block: string }> }): Promise<Response> {
  const { page, block } = await params;
  const language = readLanguage(request);
  const input = pagePartInput.safeParse({ page, block: Number(block) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).languages.speech.pagePart(input.data));
}
