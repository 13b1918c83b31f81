import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { partInput } from "@/server/features/languages/speech/schema";

import { answerSound, readPart } from "../../../sound";

/** A sentence or block of what this adult has said of how they are reached: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const input = partInput.safeParse({ part: readPart((await params).part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).languages.speech.profilePart(input.data));
}
