import { answerSound } from "@/app/api/listen/sound";
import { getApi } from "@/app/_trpc/server";

/** What a family said of where to meet, for itself and for those who read the visit. */
export async function GET(request: Request, { params }: { params: Promise<{ visitId: string }> }): Promise<Response> {
  const { visitId } = await params;
  return answerSound(request, async () => (await getApi("en")).contacts.visits.voice({ visitId }));
}
