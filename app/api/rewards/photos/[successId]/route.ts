import { privateHeaders, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { photoInput } from "@/server/features/rewards/schema";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

/** The photo of a success by its version (`?v=`), for its family and for staff who may know the child, while everybody in it agrees. Never kept by anyone between. */
export async function GET(request: Request, { params }: { params: Promise<{ successId: string }> }): Promise<Response> {
  const parsed = photoInput.safeParse({ ...(await params), version: new URL(request.url).searchParams.get("v") ?? "" });
  if (!parsed.success) return sendRefusal(404);
  try {
    const { bytes } = await (await getApi(SOURCE_LANGUAGE)).rewards.photo(parsed.data);
    return new Response(new Uint8Array(bytes), { headers: privateHeaders("image/jpeg", "inline") });
  } catch (error) {
    return sendRefusal(error);
  }
}
