import { createServer, type IncomingMessage, request, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

import { PageCache } from "@/server/front/cache";
import { Door, type DoorOptions } from "@/server/front/door";
import { type NextHandler, renderForNobody } from "@/server/front/render";
import { FrontResponse } from "@/server/front/response";
import { Gate, Shares } from "@/server/front/shed";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface OpenDoor {
  port: number;
  ask: (path: string, options?: Ask) => Promise<Answer>;
  /** Requests as the framework got them. */
  seen: IncomingMessage[];
  cache?: PageCache;
  close: () => Promise<void>;
}

export const DOOR_SCHOOL = "019f0000-0000-7000-8000-000000000001";

/** A real server with the door in front of `framework`, which stands where Next stands. */
export async function openDoor(framework: (req: IncomingMessage, res: FrontResponse) => void | Promise<void>, options: Partial<DoorOptions> = {}): Promise<OpenDoor> {
  const seen: IncomingMessage[] = [];
  const next: NextHandler = async (req, res) => {
    seen.push(req);
    await framework(req, res);
  };
  const cache = new PageCache({ render: ({ host, pathname, display }) => renderForNobody(next, host, pathname, "http", display) });
  const server = createServer({ ServerResponse: FrontResponse });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const door = new Door({
    next,
    publicUrl: new URL(`http://localhost:${port}`),
    trustProxy: false,
    development: false,
    demo: false,
    rooms: new Set(["family", "staff", "policy", "sign-in"]),
    cache,
    schools: { idOf: () => DOOR_SCHOOL, isKnownHost: (name) => name === "own.school.example" },
    readers: new Gate({ active: 8, waiting: 8, waitMs: 200 }),
    writers: new Gate({ active: 8, waiting: 8, waitMs: 200 }),
    shares: new Shares(100),
    ...options,
  });
  server.on("request", (req, res) => void door.answer(req, res as FrontResponse));
  return {
    port,
    seen,
    cache,
    ask: (path, ask = {}) => send(port, path, ask),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(port: number, path: string, { method = "GET", headers = {}, body }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request({ port, host: "127.0.0.1", path, method, headers: { host: `localhost:${port}`, ...headers }, agent: false }, (res) => {
      const pieces: Buffer[] = [];
      res.on("data", (piece: Buffer) => pieces.push(piece));
      res.on("end", () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(pieces) }));
      res.on("error", reject);
    });
    req.on("error", reject);
    req.end(body);
  });
}

/** Answers as the framework does: headers, then pieces, then the end. */
export function answerHtml(res: FrontResponse, html: string, status = 200, headers: Record<string, string> = {}): void {
  res.statusCode = status;
  res.setHeader("Content-Type", "text/html; charset=utf-8");
  res.setHeader("Cache-Control", "s-maxage=60, stale-while-revalidate");
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  res.flushHeaders();
  for (let at = 0; at < html.length; at += 1000) res.write(html.slice(at, at + 1000));
  res.end();
}
