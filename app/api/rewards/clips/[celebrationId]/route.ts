import { privateHeaders, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { clipPartInput } from "@/server/features/rewards/clips/schema";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

/** The film of a celebration by its version (`?v=`), or the part that a player asks for (RFC 9110 14), while everybody in it agrees. Never kept by anyone between. */
export async function GET(request: Request, { params }: { params: Promise<{ celebrationId: string }> }): Promise<Response> {
  const parsed = clipPartInput.safeParse({ ...(await params), version: new URL(request.url).searchParams.get("v") ?? "", range: request.headers.get("range") });
  if (!parsed.success) return sendRefusal(404);
  try {
    const { type, size, part, bytes } = await (await getApi(SOURCE_LANGUAGE)).rewards.celebrations.clip(parsed.data);
    const headers = new Headers(privateHeaders(type, "inline"));
    headers.set("Accept-Ranges", "bytes");
    if (part === "none") {
      headers.set("Content-Range", `bytes */${size}`);
      return new Response(null, { status: 416, headers });
    }
    if (part) headers.set("Content-Range", `bytes ${part.from}-${part.to}/${size}`);
    headers.set("X-Kingsgate-Length", String(bytes.length));
    return new Response(new Uint8Array(bytes), { status: part ? 206 : 200, headers });
  } catch (error) {
    return sendRefusal(error);
  }
}
