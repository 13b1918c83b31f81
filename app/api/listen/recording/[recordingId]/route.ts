import { getApi } from "@/app/_trpc/server";

import { answerSound } from "../../sound";

/** A recording that waits, for the member of staff who decides on it. */
export async function GET(request: Request, { params }: { params: Promise<{ recordingId: string }> }): Promise<Response> {
  const { recordingId } = await params;
  return answerSound(request, async () => (await getApi("en")).languages.speech.hearRecording({ recordingId }));
}
