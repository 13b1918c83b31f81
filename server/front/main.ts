import { createServer } from "node:http";
import path from "node:path";

import next from "next";

import { closeDatabases, poolFor } from "@/server/lib/db/client";
import { env, isDemo } from "@/server/lib/env";

import { accessLog } from "./access-log";
import { startBackground } from "./background";
import { PageCache } from "./cache";
import { countSql } from "./count-sql";
import { Door, FullHouse } from "./door";
import { StaticFiles } from "./files";
import { DropListener } from "./listen";
import { OwnPages } from "./own-pages";
import { roomsOf, wordsOf } from "./paths";
import { type NextHandler, renderForNobody } from "./render";
import { FrontResponse } from "./response";
import { watchSchools } from "./schools";
import { Gate, Shares, watchLoop } from "./shed";

const settings = env();
const development = process.env.NODE_ENV !== "production";
const projectDir = process.cwd();
const buildDir = path.join(projectDir, process.env.NEXT_DIST_DIR ?? ".next");
const port = Number(process.env.PORT ?? 3000);
// Next must know itself by a name, not a number: bound to 127.0.0.1 it can call itself until it hangs.
const hostname = process.env.HOST ?? "localhost";
const publicUrl = new URL(settings.PUBLIC_URL);

const SHUTDOWN_MS = 4_000;
const BUSY_MS = 400;

const framework = next({ dev: development, dir: projectDir, hostname: "localhost", port, httpServer: development ? undefined : createServer() });
const nextHandler: NextHandler = async (req, res) => framework.getRequestHandler()(req, res);

const loop = watchLoop(BUSY_MS);
const readers = new Gate({ active: 32, waiting: 320, waitMs: 1_800, isBusy: loop.isBusy });
const writers = new Gate({ active: 128, waiting: 64, waitMs: 1_800, isBusy: loop.isBusy });

const [schools] = await Promise.all([watchSchools(), framework.prepare()]);

const cache = new PageCache({
  render: async ({ host, pathname, display }) => {
    const leave = await readers.enter();
    if (!leave) throw new FullHouse();
    return renderForNobody(nextHandler, host, pathname, publicUrl.protocol.slice(0, -1), display).finally(leave);
  },
});
const listener = new DropListener({
  databaseUrl: settings.DATABASE_URL,
  onDrop: (schoolId, tag) => cache.drop(schoolId, tag),
  onGap: () => cache.dropAll(),
});
void listener.start();

const door = new Door({
  next: nextHandler,
  publicUrl,
  trustProxy: process.env.TRUST_PROXY === "1",
  development,
  demo: isDemo(),
  rooms: roomsOf(projectDir),
  files: development ? undefined : new StaticFiles(path.join(projectDir, "public"), buildDir),
  cache: development ? undefined : cache,
  ownPages: development || process.env.KINGSGATE_KEEP === "off" ? undefined : new OwnPages({ ask: (schoolId, sql, values) => poolFor(schoolId).query(sql, values) }),
  schools,
  readers,
  writers,
  shares: new Shares(96),
  watch: process.env.KINGSGATE_ACCESS_LOG === "1" ? accessLog(wordsOf(projectDir)) : undefined,
});

const answer: NextHandler = (req, res) => door.answer(req, res);
const answerAll = process.env.KINGSGATE_COUNT_SQL === "1" ? countSql(answer) : answer;
const server = createServer({ ServerResponse: FrontResponse, keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 300_000 }, (req, res) => {
  void answerAll(req, res as FrontResponse);
});

const background = await startBackground(settings.WORKER);

let stopping: Promise<void> | undefined;

/** Stops taking requests, finishes those in hand, stops the worker and lets the database go. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const insist = setTimeout(() => server.closeAllConnections(), SHUTDOWN_MS - 1_000);
    const patience = new Promise((resolve) => setTimeout(resolve, SHUTDOWN_MS));
    const rest = Promise.allSettled([closed, background.stop(), listener.stop()]);
    await Promise.race([rest, patience]);
    clearTimeout(insist);
    schools.stop();
    loop.stop();
    await Promise.race([Promise.allSettled([closeDatabases(), development ? framework.close() : undefined]), patience]);
    process.exit(0);
  })();
  return stopping;
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());

server.on("error", (error) => {
  process.stderr.write(`Kingsgate cannot open its door: ${error.message}\n`);
  process.exit(1);
});
server.listen(port, hostname);
