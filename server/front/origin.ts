import type { IncomingMessage } from "node:http";

import { CALLBACKS } from "@/server/lib/notify/callback";

/** The hosts by which schools of this installation are reached: lower case, no port. */
export type KnownHosts = (hostname: string) => boolean;

const hostnameOf = (host: string): string => host.toLowerCase().replace(/:\d+$/, "");

/** The origin of the school that a request reached: PUBLIC_URL's, or that of a host which a school calls its own. */
function ownOrigin(req: IncomingMessage, publicUrl: URL, isKnownHost: KnownHosts): { origin: string; isSure: boolean } {
  const host = (req.headers.host ?? "").toLowerCase();
  if (host === publicUrl.host) return { origin: publicUrl.origin, isSure: true };
  if (isKnownHost(hostnameOf(host))) return { origin: `${publicUrl.protocol}//${host}`, isSure: true };
  return { origin: publicUrl.origin, isSure: false };
}

/**
 * Whether a request that changes something comes from the school's own pages. Browsers send Origin with every POST; one
 * that has only Sec-Fetch-Site must say same-origin. Anything else, and anything without either, is refused. The header
 * Host alone proves nothing (DNS rebinding), so it counts only when it is PUBLIC_URL's or a school's.
 */
export function isOwnOrigin(req: IncomingMessage, publicUrl: URL, isKnownHost: KnownHosts): boolean {
  const own = ownOrigin(req, publicUrl, isKnownHost);
  const { origin } = req.headers;
  const site = req.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  if (origin !== undefined) return origin.toLowerCase() === own.origin.toLowerCase();
  return site === "same-origin" && own.isSure;
}

/** A program that fetches the demo's people sends no Origin; browsers always say where a form comes from. */
const DEMO_SIGN_IN = "/api/demo/sign-in";

/**
 * The one exception, in demo mode only: a program, not a browser (neither Origin nor Sec-Fetch-Site), may sign in as one
 * of the demo's people, as anyone may. Outside demo mode the address does not exist.
 */
export function isDemoProgram(req: IncomingMessage, pathname: string, isDemo: boolean): boolean {
  return isDemo && pathname === DEMO_SIGN_IN && req.headers.origin === undefined && req.headers["sec-fetch-site"] === undefined;
}

/**
 * The other: a service that calls back with a token of its own (neither Origin nor Sec-Fetch-Site, an Authorization that no form of another
 * site can send). What it may do rests on that token, which the procedure checks; a cookie counts for nothing there.
 */
export function isCallback(req: IncomingMessage, pathname: string): boolean {
  const { origin, authorization } = req.headers;
  return CALLBACKS.includes(pathname) && origin === undefined && req.headers["sec-fetch-site"] === undefined && authorization?.startsWith("Bearer ") === true;
}

/**
 * And a mail program that stops a newsletter for its reader (RFC 8058): it sends no cookie and no Origin, only the key that stands in the
 * e-mail, and the procedure asks nothing but that key.
 */
export function isStop(req: IncomingMessage, pathname: string): boolean {
  return req.method === "POST" && /^\/api\/stop\/[\w-]+$/.test(pathname) && req.headers.origin === undefined && req.headers["sec-fetch-site"] === undefined && req.headers.cookie === undefined;
}
