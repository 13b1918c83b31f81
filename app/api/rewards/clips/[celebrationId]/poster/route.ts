import { privateHeaders, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { clipVersionInput } from "@/server/features/rewards/clips/schema";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

/** The picture that stands before the film of a celebration is played, for whoever may watch it. */
export async function GET(request: Request, { params }: { params: Promise<{ celebrationId: string }> }): Promise<Response> {
  const parsed = clipVersionInput.safeParse({ ...(await params), version: new URL(request.url).searchParams.get("v") ?? "" });
  if (!parsed.success) return sendRefusal(404);
  try {
    const { bytes } = await (await getApi(SOURCE_LANGUAGE)).rewards.celebrations.poster(parsed.data);
    return new Response(new Uint8Array(bytes), { headers: privateHeaders("image/jpeg", "inline") });
  } catch (error) {
    return sendRefusal(error);
  }
}
