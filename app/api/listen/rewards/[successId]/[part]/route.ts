import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { hearPartInput } from "@/server/features/rewards/listening/schema";

import { answerSound, readPart } from "../../../sound";

/** A sentence or piece of good news about this adult's own child: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ successId: string; part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { successId, part } = await params;
  const input = hearPartInput.safeParse({ successId, part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => (await getApi(language)).rewards.own.part(input.data));
}
