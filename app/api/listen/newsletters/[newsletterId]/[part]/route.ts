import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi, getContext } from "@/app/_trpc/server";
import { hearPartInput } from "@/server/features/newsletters/listening/schema";

import { answerSound, readPart } from "../../../sound";

/** A sentence or piece of a newsletter, for those who may read it: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ newsletterId: string; part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { newsletterId, part } = await params;
  const input = hearPartInput.safeParse({ newsletterId, part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => {
    const [api, { actor }] = await Promise.all([getApi(language), getContext(language)]);
    return actor.kind === "person" ? api.newsletters.own.part(input.data) : api.newsletters.open.part(input.data);
  });
}
