import { sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";

import { sendSound } from "../sound";

/** A fixed sentence without a name: by the key of its sounds it may be kept for a year. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  try {
    const sound = await (await getApi("en")).languages.speech.open({ id });
    return sendSound(request, sound, sound.lasting);
  } catch (error) {
    return sendRefusal(error);
  }
}
