import { getApi } from "@/app/_trpc/server";
import { readInbound } from "@/server/lib/mail/inbound";
import { requireMailToken } from "@/server/lib/notify/callback";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { toAppError } from "@/server/lib/trpc/base";

/** What a mail server passes on: three photos and their wrapping. */
const MOST_BYTES = 45_000_000;

const answer = (status: number) => new Response(null, { status, headers: { "Cache-Control": "private, no-store" } });

/**
 * A mail that came to one of our addresses, whole and raw (message/rfc822), from the school's mail server or its service: what came back undelivered, what a
 * reader called spam, what a family answers. 200 when it was understood, whatever came of it; 503 when it should be tried again.
 */
export async function POST(request: Request): Promise<Response> {
  const token = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  try {
    // Before a body of many megabytes is read.
    requireMailToken(token);
    if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) return answer(413);
    const raw = Buffer.from(await request.arrayBuffer());
    if (raw.length > MOST_BYTES) return answer(413);
    const mail = await readInbound(raw);
    const api = await getApi(SOURCE_LANGUAGE);
    if (mail.kind === "bounce" || mail.kind === "complaint") await api.delivery.returned({ token, ...mail });
    if (mail.kind === "reply") await api.messages.takeMail({ token, ...mail, files: mail.files.slice(0, 100) });
    return answer(200);
  } catch (error) {
    const { code } = toAppError(error);
    if (code === "not_found") return answer(404);
    return answer(code === "invalid_input" || code === "too_large" ? 200 : 503);
  }
}
