import { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";

import { getContext } from "@/app/_trpc/server";
import { appRouter } from "@/server/root";

const LARGEST_BODY = 1_000_000;
const LARGEST_BATCH = 20;

/** The body, read up to the limit; undefined when it is longer, whatever its Content-Length says. */
async function readLimited(request: Request): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > LARGEST_BODY) return undefined;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += piece.byteLength;
    if (size > LARGEST_BODY) return undefined;
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

const refuse = (status: number, app: string) => Response.json([{ error: { message: app, data: { httpStatus: status, app } } }], { status, headers: { "Cache-Control": "no-store" } });

/** Queries by GET, changes by POST, as tRPC itself asks; the answer speaks the language that the screen names. */
async function answer(request: Request): Promise<Response> {
  let passed = request;
  if (request.method === "POST") {
    const body = await readLimited(request);
    if (!body) return refuse(413, "too_large");
    passed = new Request(request.url, { method: "POST", headers: request.headers, body });
  }
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: passed,
    router: appRouter,
    maxBatchSize: LARGEST_BATCH,
    allowMethodOverride: false,
    createContext: async ({ info }) => {
      if (info.calls.length > LARGEST_BATCH) throw new TRPCError({ code: "BAD_REQUEST" });
      return getContext(request.headers.get("x-kingsgate-locale") ?? "en");
    },
  });
}

export { answer as GET, answer as POST };
