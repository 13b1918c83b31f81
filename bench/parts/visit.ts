/** A first visit as a real browser makes it: its bytes as they travel, and when the largest thing on the screen was painted. */
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { type Browser, type BrowserContext, chromium } from "playwright-core";

export type Kind = "page" | "style" | "script" | "font" | "picture" | "other";
const kinds: Readonly<Record<string, Kind>> = { Document: "page", Stylesheet: "style", Script: "script", Font: "font", Image: "picture" };

/** A phone of 360 px, as most of those that families have. */
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 };
/** Lighthouse's phone, and what it does to a slow 4G network and to the machine; here applied, not reckoned. */
const LIGHTHOUSE_PHONE = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };
const KILOBIT = 1_024 / 8;
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_638.4 * KILOBIT, uploadThroughput: 750 * KILOBIT };
const SLOWER_MACHINE = 4;

/** Opens the browser that tests use: the one without a window's parts where it is there. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find((file) => existsSync(file));
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
}

async function enter(context: BrowserContext, base: string, cookie: string): Promise<void> {
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  if (name !== "") await context.addCookies([{ name, value, url: base }]);
}

export interface Visit {
  /** The address of the app. */
  base: string;
  url: string;
  /** A reader's cookie, as a header; a visitor has none. */
  cookie?: string;
  javaScript?: boolean;
}

/** Everything that a browser downloads on a first visit at 360 px to the end of the page, in bytes as they travel with their headers, by kind. */
export async function weighVisit(browser: Browser, { base, url, cookie = "", javaScript = true }: Visit): Promise<Record<Kind, number>> {
  const context = await browser.newContext({ ...PHONE, javaScriptEnabled: javaScript });
  try {
    await enter(context, base, cookie);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    const asked = new Map<string, Kind>();
    const bytes: Record<Kind, number> = { page: 0, style: 0, script: 0, font: 0, picture: 0, other: 0 };
    devtools.on("Network.responseReceived", ({ requestId, type }) => asked.set(requestId, kinds[type] ?? "other"));
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      bytes[asked.get(requestId) ?? "other"] += encodedDataLength;
    });
    await page.goto(url, { waitUntil: "networkidle" });
    // Pictures further down load as one reads on.
    await page.mouse.wheel(0, 20_000);
    await page.waitForLoadState("networkidle");
    await sleep(300);
    return bytes;
  } finally {
    await context.close();
  }
}

/** When the largest thing in view was painted on Lighthouse's throttled phone, in milliseconds from the first byte asked for. */
export async function largestPaint(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext(LIGHTHOUSE_PHONE);
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.clearBrowserCache");
    await devtools.send("Network.emulateNetworkConditions", SLOW_4G);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER_MACHINE });
    await page.goto(url, { waitUntil: "networkidle" });
    return await page.evaluate(() => new Promise<number>((tell) => {
      new PerformanceObserver((list) => tell(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({ type: "largest-contentful-paint", buffered: true });
    }));
  } finally {
    await context.close();
  }
}

/** Every file that a page brings with it, as a browser that has never been here asks for them. */
export async function filesOf(browser: Browser, url: string): Promise<string[]> {
  const context = await browser.newContext(LIGHTHOUSE_PHONE);
  try {
    const page = await context.newPage();
    const files = new Set<string>();
    page.on("requestfinished", (request) => files.add(request.url()));
    await page.goto(url, { waitUntil: "networkidle" });
    return [...files].filter((file) => file.startsWith("http"));
  } finally {
    await context.close();
  }
}
