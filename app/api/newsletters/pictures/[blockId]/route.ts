import { sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { readPictureInput } from "@/server/features/newsletters/schema";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

/** A picture of a newsletter by its version (`?v=`), for those who may read it; in an e-mail with its key. */
export async function GET(request: Request, { params }: { params: Promise<{ blockId: string }> }): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const parsed = readPictureInput.safeParse({ ...(await params), version: query.get("v") ?? "", key: query.get("key") ?? undefined });
  if (!parsed.success) return sendRefusal(404);
  try {
    const { bytes, open } = await (await getApi(SOURCE_LANGUAGE)).newsletters.open.picture(parsed.data);
    const headers: Record<string, string> = { "Content-Type": "image/jpeg", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store" };
    // For the front, which lets whatever stands between keep what anyone may see.
    if (open) headers["X-Kingsgate-Lasting"] = "1";
    return new Response(new Uint8Array(bytes), { headers });
  } catch (error) {
    return sendRefusal(error);
  }
}
