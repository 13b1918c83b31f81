import { EngineFault, type FaultCode } from "./engine";

const MAX_ANSWER = 4 * 1024 * 1024;

const codes: Record<number, FaultCode> = { 401: "refused", 403: "refused", 408: "timeout", 429: "busy", 456: "quota", 503: "overloaded", 529: "overloaded" };

/** Seconds in a Retry-After header, which holds a number or a date. */
function readRetryAfter(value: string | null, at: Date): number | null {
  if (!value) return null;
  if (/^\d+$/.test(value.trim())) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - at.getTime()) / 1000));
}

export interface Ask {
  method?: "GET" | "POST" | "DELETE";
  headers?: Record<string, string>;
  body?: unknown;
  timeout: number;
  signal?: AbortSignal;
  now: Date;
}

/**
 * Asks a service and answers its JSON. No redirects: a key must not follow one elsewhere.
 * Errors: EngineFault, with the code by status, time or shape.
 */
export async function ask(url: string, { method = "POST", headers = {}, body, timeout, signal, now }: Ask): Promise<unknown> {
  const clock = AbortSignal.timeout(timeout);
  let text: string;
  try {
    const answer = await fetch(url, {
      method,
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: "error",
      signal: signal ? AbortSignal.any([clock, signal]) : clock,
    });
    if (!answer.ok) {
      await answer.body?.cancel().catch(() => undefined);
      const code = codes[answer.status] ?? (answer.status >= 500 ? "overloaded" : "bad_request");
      throw new EngineFault(code, readRetryAfter(answer.headers.get("retry-after"), now));
    }
    text = await readText(answer);
  } catch (error) {
    if (error instanceof EngineFault) throw error;
    throw new EngineFault(clock.aborted ? "timeout" : "unreachable");
  }
  if (method === "DELETE" && text === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new EngineFault("malformed");
  }
}

async function readText(answer: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  if (answer.body) {
    for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
      length += piece.length;
      if (length > MAX_ANSWER) throw new EngineFault("malformed");
      pieces.push(piece);
    }
  }
  return Buffer.concat(pieces).toString("utf8");
}
