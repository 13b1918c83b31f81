import { privateHeaders, sendRefusal } from "@/app/api/reports/answer";

interface Sound {
  type: string;
  audio: Uint8Array;
}

/** The bytes that a player asked for, from and to, both counted in; null for all of them, "none" when there are none such. */
function rangeOf(header: string | null, size: number): { from: number; to: number } | "none" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [first, last] = [match[1] ?? "", match[2] ?? ""];
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return from > to || from >= size ? "none" : { from, to };
}

/** A sound, or the part that was asked for: some phones play nothing from a server that cannot give parts (RFC 9110 14). */
export function sendSound(request: Request, { type, audio }: Sound, lasting = false): Response {
  const headers = new Headers(privateHeaders(type, "inline"));
  headers.set("Accept-Ranges", "bytes");
  // Both are for the front (server/front/answers), which sets the headers that browsers see.
  if (lasting) headers.set("X-Kingsgate-Lasting", "1");
  const range = rangeOf(request.headers.get("range"), audio.length);
  if (range === "none") {
    headers.set("Content-Range", `bytes */${audio.length}`);
    return new Response(null, { status: 416, headers });
  }
  const body = new Uint8Array(range ? audio.subarray(range.from, range.to + 1) : audio);
  headers.set("X-Kingsgate-Length", String(body.length));
  if (range) headers.set("Content-Range", `bytes ${range.from}-${range.to}/${audio.length}`);
  return new Response(body, { status: range ? 206 : 200, headers });
}

/** Answers with a sound, or with the refusal that its procedure gave. */
export async function answerSound(request: Request, find: () => Promise<Sound>): Promise<Response> {
  try {
    return sendSound(request, await find());
  } catch (error) {
    return sendRefusal(error);
  }
}

/** A part of a spoken page as its address names it: a sentence by its hash, a block by its place. */
export function readPart(part: string): string | number {
  return /^\d{1,3}$/.test(part) ? Number(part) : part;
}
