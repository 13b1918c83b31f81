import { answerSound } from "@/app/api/listen/sound";
import { getApi } from "@/app/_trpc/server";

/** What was said in a conversation, for those who may read it. */
export async function GET(request: Request, { params }: { params: Promise<{ postId: string }> }): Promise<Response> {
  const { postId } = await params;
  return answerSound(request, async () => (await getApi("en")).messages.voice({ postId }));
}
