import type { IncomingMessage } from "node:http";

import { displayCookieName, readCookie } from "@/server/lib/auth/cookie";
import { DISPLAY_HEADER, readDisplay, writeDisplay } from "@/server/lib/display";

/** Set by this server only; anything that arrives under these names was made up by the sender. */
const FORGED = new Set([
  "content-security-policy", "content-security-policy-report-only", "x-nonce", "forwarded", "x-real-ip", "x-original-url",
  "x-rewrite-url", "x-http-method", "x-http-method-override", "x-method-override", "x-matched-path", "x-nextjs-data",
  "x-kingsgate-client", "x-kingsgate-agent", DISPLAY_HEADER,
]);
const FORGED_PREFIXES = ["x-middleware-", "x-forwarded-", "x-invoke-", "x-prerender-", "x-vercel-", "x-now-", "x-rewrite-"];

/** Asks for the framework's own payloads; pages of families and visitors have no script that would. */
const FRAMEWORK_ONLY = ["rsc", "next-router-state-tree", "next-router-prefetch", "next-router-segment-prefetch", "next-url", "next-action", "next-hmr-refresh"];

export interface IncomingOptions {
  publicUrl: URL;
  /** Whether a proxy of the school's own stands in front and writes x-forwarded-*. */
  trustProxy: boolean;
}

const lastOf = (value: string | string[] | undefined): string | undefined => String(value ?? "").split(",").at(-1)?.trim() || undefined;

/**
 * Takes out of a request what only this server may say, and says it: who is there (the peer's address, or what a trusted
 * proxy wrote last), by which address the school was reached, and how its pages shall look.
 */
export function cleanIncoming(req: IncomingMessage, options: IncomingOptions): void {
  const { headers } = req;
  const forwardedFor = options.trustProxy ? lastOf(headers["x-forwarded-for"]) : undefined;
  const forwardedHost = options.trustProxy ? lastOf(headers["x-forwarded-host"]) : undefined;
  for (const name of Object.keys(headers)) {
    if (FORGED.has(name) || FORGED_PREFIXES.some((prefix) => name.startsWith(prefix))) delete headers[name];
  }
  if (forwardedHost) headers.host = forwardedHost;
  headers["x-kingsgate-client"] = forwardedFor ?? req.socket.remoteAddress ?? "";
  headers["x-forwarded-proto"] = options.publicUrl.protocol.slice(0, -1);
  if (headers.host) headers["x-forwarded-host"] = headers.host;
  headers[DISPLAY_HEADER] = displayOf(req);
}

/** The framework renders a page whole, with its head in place, only for readers that run no script: ours do not. */
const WHOLE_PAGE_AGENT = "Bingbot";

/** For pages without script: no framework requests, and the page is asked for whole. */
export function askForWholePage(req: IncomingMessage): void {
  for (const name of FRAMEWORK_ONLY) delete req.headers[name];
  const agent = req.headers["user-agent"];
  if (agent) req.headers["x-kingsgate-agent"] = agent;
  req.headers["user-agent"] = WHOLE_PAGE_AGENT;
}

/** The name of the cookie with a reader's look, at the address by which the school is reached (`cleanIncoming` wrote it down). */
const lookCookie = ({ headers }: Pick<IncomingMessage, "headers">) => displayCookieName(headers["x-forwarded-proto"] === "https");

/** How a page shall look for this reader: one of sixteen words. A browser that saves data gets plain letters. */
export function displayOf(req: Pick<IncomingMessage, "headers">): string {
  const chosen = readDisplay(readCookie(req.headers.cookie ?? null, lookCookie(req))) ?? [];
  return writeDisplay(/^\s*on\b/i.test(String(req.headers["save-data"] ?? "")) ? [...chosen, "plain"] : chosen);
}

/**
 * Whether the request carries a cookie of one reader: a session, or a note for the next page. Then nothing from memory will
 * do. How pages shall look is no such thing: the memory keeps each look by itself.
 */
export function hasOwnCookie(req: IncomingMessage): boolean {
  const look = `${lookCookie(req)}=`;
  return (req.headers.cookie ?? "").split(";").some((part) => part.includes("kingsgate") && !part.trimStart().startsWith(look));
}
