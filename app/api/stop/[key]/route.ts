import { getApi } from "@/app/_trpc/server";
import { stopInput } from "@/server/features/delivery/topics/schema";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { toAppError } from "@/server/lib/trpc/base";

const answer = (status: number) => new Response("", { status, headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" } });

/** Called by a reader's mail program, without cookies, when one press stops a newsletter (RFC 8058). */
export async function POST(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  const parsed = stopInput.safeParse(await params);
  const body = await request.text();
  if (!parsed.success || !/^List-Unsubscribe=One-Click$/i.test(body.trim())) return answer(400);
  try {
    await (await getApi(SOURCE_LANGUAGE)).delivery.topics.stop(parsed.data);
    return answer(200);
  } catch (error) {
    return answer(toAppError(error).code === "not_found" ? 404 : 503);
  }
}
