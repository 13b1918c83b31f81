import { getApi } from "@/app/_trpc/server";

import { answerSound } from "../../sound";

/** What a parent said, for themselves and for staff who may know the child. */
export async function GET(request: Request, { params }: { params: Promise<{ noteId: string }> }): Promise<Response> {
  const { noteId } = await params;
  return answerSound(request, async () => (await getApi("en")).languages.speech.note({ noteId }));
}
