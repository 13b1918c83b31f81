/** The page of a public event on a first visit: its bytes without script in each language, and its largest paint on a throttled phone beside the same bytes from a bare server. */
import { createServer, request, type Server } from "node:http";

import type { Browser } from "playwright-core";

import { languages } from "../server/lib/i18n/languages";
import { type AppScripts, type BuildScripts, end, freePort, say, scripts, startApp, started } from "./parts/house";
import { filesOf, largestPaint, openBrowser, weighVisit } from "./parts/visit";

const { seedDatabase } = await scripts<AppScripts>("app.mjs");
const { distDir, isBuilt, buildApp } = await scripts<BuildScripts>("build.mjs");

/** What was asked: bytes of a first visit in Latin letters and in others, and milliseconds until the largest paint. */
const [LATIN_BYTES, OTHER_BYTES, PAINT_MS] = [60_000, 120_000, 1_200];
const ROUNDS = 5;
const TAGS = process.env.BENCH_LANGUAGES?.split(",") ?? languages.map(({ tag }) => tag);

interface Answer {
  body: Buffer;
  headers: Record<string, string>;
}

/** An answer as it travels, compressed as a browser asks for it. */
function travelling(url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { "accept-encoding": "gzip, deflate, br" } }, (res) => {
      const pieces: Buffer[] = [];
      res.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => {
        const kept = ["content-type", "content-encoding", "cache-control"].flatMap((name) => (res.headers[name] ? [[name, String(res.headers[name])] as const] : []));
        resolve({ body: Buffer.concat(pieces), headers: Object.fromEntries(kept) });
      });
    }).on("error", reject).end();
  });
}

/** The partner: a server that knows nothing but the same bytes, by their paths. */
async function startPartner(answers: ReadonlyMap<string, Answer>): Promise<{ base: string; server: Server }> {
  const port = await freePort();
  const server = createServer((req, res) => {
    const answer = answers.get(req.url ?? "");
    res.writeHead(answer ? 200 : 404, { ...answer?.headers, "content-length": String(answer?.body.length ?? 0) });
    res.end(answer?.body);
  });
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
  return { base: `http://localhost:${port}`, server };
}

const middle = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measure(databaseUrl: string, browser: Browser): Promise<void> {
  await seedDatabase(databaseUrl, {});
  const dist = distDir();
  if (!isBuilt(dist)) await buildApp({ dist, env: { DATABASE_URL: databaseUrl, AUTH_SECRET: "bench-secret-bench-secret-bench-secret" } });
  const app = await startApp(databaseUrl);
  const list = await (await fetch(`${app.base}/en/events`)).text();
  const event = /href="\/en(\/events\/[0-9a-f-]{36})"/.exec(list)?.[1];
  if (!event) throw new Error("the demo has no event");
  const urlOf = (base: string, tag: string) => `${base}/${tag}${event}`;

  const answers = new Map<string, Answer>();
  for (const tag of TAGS) {
    const bytes = await weighVisit(browser, { base: app.base, url: urlOf(app.base, tag), javaScript: false });
    const all = Object.values(bytes).reduce((sum, each) => sum + each, 0);
    const latin = languages.find((language) => language.tag === tag)?.script === "Latn";
    for (const [kind, sum] of Object.entries(bytes)) if (sum > 0) say(`event-page.${kind}_${tag}`, sum, "bytes");
    say(`event-page.first_visit_${tag}`, all, "bytes");
    say(`event-page.first_visit_of_asked_${tag}`, all / (latin ? LATIN_BYTES : OTHER_BYTES), "of_asked");
    for (const file of await filesOf(browser, urlOf(app.base, tag))) {
      const { pathname, search } = new URL(file);
      answers.set(pathname + search, await travelling(file));
    }
  }

  const partner = await startPartner(answers);
  try {
    for (const tag of TAGS) {
      const [own, bare]: [number[], number[]] = [[], []];
      // In turn: a slow moment of the machine meets both.
      for (let round = 0; round < ROUNDS; round++) {
        own.push(await largestPaint(browser, urlOf(app.base, tag)));
        bare.push(await largestPaint(browser, urlOf(partner.base, tag)));
      }
      say(`event-page.paint_${tag}`, middle(own), "ms");
      say(`event-page.paint_partner_${tag}`, middle(bare), "ms");
      say(`event-page.paint_ratio_${tag}`, middle(own) / middle(bare), "of_partner");
      say(`event-page.paint_of_asked_${tag}`, middle(own) / PAINT_MS, "of_asked");
    }
  } finally {
    partner.server.closeAllConnections();
    partner.server.close();
  }
  await app.stop();
}

/** Measures, and ends whatever it started. */
export default async function run(): Promise<void> {
  const browser = await openBrowser();
  try {
    await measure(process.env.DATABASE_URL ?? "", browser);
  } finally {
    await browser.close();
    await Promise.all(started.map(end));
  }
}
