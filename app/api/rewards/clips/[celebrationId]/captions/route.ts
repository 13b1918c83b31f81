import { privateHeaders, readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { captionsInput } from "@/server/features/rewards/clips/schema";

/** What is said in the film of a celebration, as captions in `?lang=ur`, for whoever may watch it. */
export async function GET(request: Request, { params }: { params: Promise<{ celebrationId: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const parsed = captionsInput.safeParse(await params);
  if (!language || !parsed.success) return sendRefusal(404);
  try {
    const { captions, language: shown } = await (await getApi(language)).rewards.celebrations.captions(parsed.data);
    return new Response(captions, { headers: { ...privateHeaders("text/vtt; charset=utf-8", "inline"), "Content-Language": shown } });
  } catch (error) {
    return sendRefusal(error);
  }
}
