import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the other side got it. */
export interface Seen {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: Record<string, unknown>;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  /** Text as it is, or what becomes JSON. */
  body?: unknown;
  /** Milliseconds before it answers. */
  wait?: number;
}

export interface Loopback {
  /** Its address, on this machine only. */
  base: string;
  seen: Seen[];
  answer: (request: Seen) => Answer;
  close: () => void;
}

/** A service on this machine that answers over HTTP what a test tells it to; 500 until then. */
export async function openLoopback(): Promise<Loopback> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => {
      const text = Buffer.concat(pieces).toString();
      const one = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body: text ? JSON.parse(text) as Record<string, unknown> : {} };
      loopback.seen.push(one);
      const { status = 200, headers = {}, body, wait = 0 } = loopback.answer(one);
      setTimeout(() => response.writeHead(status, { "content-type": "application/json", ...headers }).end(typeof body === "string" ? body : JSON.stringify(body ?? {})), wait);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const loopback: Loopback = { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen: [], answer: () => ({ status: 500 }), close: () => void server.close() };
  return loopback;
}
