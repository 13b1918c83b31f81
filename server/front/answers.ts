import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

import { type KeptPage } from "./cache";
import { chooseEncoding, compressWhole, isWorthwhile } from "./compress";
import { matchesEtag } from "./files";
import { FOREVER, type HeaderList, mayFilm, mayRecord, maySee, PERSONAL, policyFor } from "./headers";
import { negotiateLanguage } from "./locale";
import type { OwnPage } from "./own-pages";
import type { Place } from "./paths";
import type { FrontResponse } from "./response";
import { smallPage, type SmallPageName } from "./small-pages";
import { isEmptyErrorPage, stripPage } from "./strip";

/** What else than its address a page is made by: who reads, and whether the browser saves data. */
const PAGE_VARIES = "Accept-Encoding, Cookie, Save-Data";
/** The desk at the door of an event. */
/** A visitor's place, by its key. */
const OWN_PLACE = /^\/events\/place\/[\w-]{43}$/;
const DESK = /^\/staff\/events\/[^/]+\/desk\//;
const CELEBRATION = /^\/staff\/rewards\/celebrations\/[^/]+$/;
const OPEN_SOUND = /^\/api\/listen\/[0-9a-f]{64}$/;

/** A new value for the scripts of one staff page. */
export function makeNonce(): string {
  return randomBytes(18).toString("base64");
}

function setCommon(res: FrontResponse, common: HeaderList): void {
  for (const [name, value] of common) res.setHeader(name, value);
}

/** Answers with one of our own small pages, in the path's language, else the reader's. */
export function sendSmallPage(res: FrontResponse, place: Place, name: SmallPageName, common: HeaderList): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  for (const header of res.getHeaderNames()) res.removeHeader(header);
  setCommon(res, common);
  if (place.kind === "api") {
    const codes: Record<SmallPageName, string> = { waiting: "unavailable", waitingForm: "unavailable", refused: "not_allowed", broken: "unexpected", missing: "not_found" };
    const page = smallPage("en", name);
    sendBytes(res, page.status, Buffer.from(JSON.stringify({ error: codes[name] })), { ...page.headers, "Content-Type": "application/json", "Content-Security-Policy": policyFor("api", "application/json", {}) });
    return;
  }
  const page = smallPage(place.language ?? negotiateLanguage(res.req.headers["accept-language"]), name);
  sendBytes(res, page.status, page.body, { ...page.headers, "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": page.policy, Vary: "Accept-Language" });
}

function sendBytes(res: FrontResponse, status: number, body: Buffer, headers: Record<string, string>): void {
  res.statusCode = status;
  for (const [name, value] of Object.entries({ ...headers, "Cache-Control": PERSONAL, "Content-Length": String(body.length) })) res.setHeader(name, value);
  res.sendWhole(body);
}

/** Answers with a page from memory: a public page, or (404) the one that says that nothing is there. */
export function sendKeptPage(req: IncomingMessage, res: FrontResponse, page: KeptPage, common: HeaderList, status: 200 | 404 = 200): void {
  const encoding = chooseEncoding(req.headers["accept-encoding"]);
  const kept = encoding ? page.encoded.get(encoding) : undefined;
  const etag = kept ? `"${page.etag}-${encoding}"` : `"${page.etag}"`;
  setCommon(res, common);
  res.setHeader("Cache-Control", status === 200 ? "public, max-age=0, must-revalidate" : PERSONAL);
  res.setHeader("Vary", PAGE_VARIES);
  if (status === 200) res.setHeader("ETag", etag);
  res.setHeader("Content-Security-Policy", page.policy);
  res.setHeader("Content-Type", "text/html; charset=utf-8");
  res.statusCode = status;
  if (status === 200 && matchesEtag(req.headers["if-none-match"], etag)) {
    res.statusCode = 304;
    res.sendWhole("");
    return;
  }
  const body = kept ?? page.plain;
  if (kept && encoding) res.setHeader("Content-Encoding", encoding);
  res.setHeader("Content-Length", body.length);
  res.sendWhole(body);
}

export interface HeadOptions {
  place: Place;
  common: HeaderList;
  nonce?: string;
  development: boolean;
  /** The school's own "not found" page in the path's language, if it has one. */
  missingPage?: () => Promise<KeptPage | undefined>;
  /** Keeps the page for its session, where that may be done. */
  keep?: (page: OwnPage) => void;
}

/**
 * What a route says to this door, because the framework drops the length and the caching that it names itself: how long its body
 * is, and whether it may be kept. Only a sentence without a name, by the key of its very sounds, ever may.
 */
function takeNotes(res: FrontResponse, pathname: string): boolean {
  const [length, lasting] = [res.getHeader("x-kingsgate-length"), res.hasHeader("x-kingsgate-lasting")];
  res.removeHeader("x-kingsgate-length");
  res.removeHeader("x-kingsgate-lasting");
  if (length !== undefined) res.setHeader("Content-Length", String(length));
  return lasting && OPEN_SOUND.test(pathname) && (res.statusCode === 200 || res.statusCode === 206) && !res.hasHeader("set-cookie");
}

/** The headers of an answer that the framework made: ours replace its own. */
export function finishHead(res: FrontResponse, options: HeadOptions, styleHashes?: readonly string[]): void {
  const { place, nonce, development } = options;
  setCommon(res, options.common);
  const type = String(res.getHeader("content-type") ?? "");
  if (place.kind === "family" || (place.kind === "public" && OWN_PLACE.test(place.rest))) res.setHeader(...mayRecord);
  if (place.kind === "staff") res.setHeader(...(DESK.test(place.rest) ? maySee : CELEBRATION.test(place.rest) ? mayFilm : mayRecord));
  if (place.kind === "framework" && development) return;
  // A photo's address names its version, and it shows no child: with a sentence without names, the one thing of the api that a phone may keep.
  const isPhoto = place.rest.startsWith("/api/pictures/") && type === "image/jpeg" && res.statusCode === 200;
  const isLasting = place.kind === "api" && takeNotes(res, place.rest);
  res.setHeader("Cache-Control", isPhoto || isLasting ? FOREVER : PERSONAL);
  res.removeHeader("ETag");
  res.setHeader("Content-Security-Policy", policyFor(place.kind, type, { nonce, development, styleHashes }));
}

/** Sends a page of a family or a visitor: without the framework's parts, compressed, never kept by anyone. */
export async function sendStrippedPage(res: FrontResponse, collected: Buffer, options: HeadOptions): Promise<void> {
  res.removeHeader("Link");
  if (res.statusCode >= 300 && res.statusCode < 400) {
    finishHead(res, options);
    res.removeHeader("Content-Type");
    res.sendWhole("");
    return;
  }
  const html = collected.toString("utf8");
  const isApi = options.place.kind === "api";
  if ((isApi && res.statusCode >= 400) || isEmptyErrorPage(html)) {
    const kept = res.statusCode === 404 && !isApi ? await options.missingPage?.() : undefined;
    if (kept) sendKeptPage(res.req, res, kept, options.common, 404);
    else sendSmallPage(res, options.place, res.statusCode === 404 ? "missing" : "broken", options.common);
    return;
  }
  const { html: text, styleHashes } = stripPage(html);
  const page: OwnPage = { plain: Buffer.from(text), styleHashes, encoded: new Map() };
  if (options.keep && res.statusCode === 200 && !res.hasHeader("set-cookie")) options.keep(page);
  await sendOwnPage(res, page, options, collected.length > 0);
}

/** Sends a finished page of one reader, made now or kept for their session. */
export async function sendOwnPage(res: FrontResponse, page: OwnPage, options: HeadOptions, hasBody = true): Promise<void> {
  if (!res.hasHeader("content-type")) res.setHeader("Content-Type", "text/html; charset=utf-8");
  finishHead(res, options, page.styleHashes);
  res.setHeader("Vary", PAGE_VARIES);
  const encoding = isWorthwhile(page.plain.length) ? chooseEncoding(res.req.headers["accept-encoding"]) : undefined;
  const bytes = encoding ? (page.encoded.get(encoding) ?? (await compressWhole(page.plain, encoding, "once"))) : page.plain;
  if (encoding) page.encoded.set(encoding, bytes);
  if (res.destroyed) return;
  if (encoding) res.setHeader("Content-Encoding", encoding);
  if (hasBody) res.setHeader("Content-Length", bytes.length);
  res.sendWhole(bytes);
}
