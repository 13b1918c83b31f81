import { getApi } from "@/app/_trpc/server";
import { toAppError } from "@/server/lib/trpc/base";

type Api = Awaited<ReturnType<typeof getApi>>;

/** A text message has 918 letters at most; what is larger is none. */
const MOST_BYTES = 16 * 1024;

const answer = (status: number) => new Response(null, { status, headers: { "Cache-Control": "private, no-store" } });

/**
 * Answers a call of GOV.UK Notify: 200 when it was taken, 404 without the right token, 400 for what cannot be understood (it would not be better the
 * next time), 503 when we cannot take it now: the service calls again for a day.
 */
export async function answerCallback(request: Request, take: (api: Api, token: string, body: Record<string, unknown>) => Promise<unknown>): Promise<Response> {
  const token = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  if (!token) return answer(404);
  const text = await request.text();
  if (text.length > MOST_BYTES) return answer(413);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return answer(400);
  }
  if (typeof body !== "object" || body === null) return answer(400);
  try {
    await take(await getApi("en"), token, body as Record<string, unknown>);
    return answer(200);
  } catch (error) {
    const { code } = toAppError(error);
    if (code === "not_found") return answer(404);
    return answer(code === "invalid_input" || code === "too_large" ? 400 : 503);
  }
}
