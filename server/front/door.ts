import type { IncomingMessage } from "node:http";

import { takePageNotes } from "@/server/lib/http/page-notes";

import type { Watcher } from "./access-log";
import { finishHead, type HeadOptions, makeNonce, sendKeptPage, sendOwnPage, sendSmallPage, sendStrippedPage } from "./answers";
import { type KeptPage, MISSING_PAGE, type PageCache, type PageKey, publicTag } from "./cache";
import type { StaticFiles } from "./files";
import { appPolicy, commonHeaders, type HeaderList, PERSONAL } from "./headers";
import { askForWholePage, cleanIncoming, displayOf, hasOwnCookie } from "./incoming";
import { localePath, negotiateLanguage } from "./locale";
import { isCallback, isDemoProgram, isOwnOrigin, isStop } from "./origin";
import type { OwnPages } from "./own-pages";
import { type Place, placeOf } from "./paths";
import type { NextHandler } from "./render";
import type { FrontResponse } from "./response";
import type { SchoolFinder } from "./schools";
import type { Gate, Shares } from "./shed";

export interface DoorOptions {
  next: NextHandler;
  publicUrl: URL;
  trustProxy: boolean;
  development: boolean;
  demo: boolean;
  /** First words of paths that exist in every language. */
  rooms: ReadonlySet<string>;
  /** Absent in development, where the framework serves its own files and every page is made anew. */
  files?: StaticFiles;
  cache?: PageCache;
  ownPages?: OwnPages;
  schools: Pick<SchoolFinder, "idOf" | "isKnownHost">;
  /** Places for reading and for writing: slow uploads cannot keep readers out. */
  readers: Gate;
  writers: Gate;
  shares: Shares;
  /** The access log, when one is wanted. */
  watch?: Watcher;
}

const METHODS = new Set(["GET", "HEAD", "POST"]);
/** Health must answer when the house is full. */
const ALWAYS_OPEN = "/api/health";

/** The thin door in front of the framework: every request of the school comes through here. */
export class Door {
  readonly #common: HeaderList;

  constructor(private readonly options: DoorOptions) {
    this.#common = commonHeaders(options.publicUrl.protocol === "https:");
  }

  /** Answers a request; never throws. */
  async answer(req: IncomingMessage, res: FrontResponse): Promise<void> {
    const url = req.url ?? "/";
    const query = url.indexOf("?");
    const pathname = query < 0 ? url : url.slice(0, query);
    const place = placeOf(pathname);
    try {
      if (this.options.watch) res.once("close", this.options.watch(req, res, pathname));
      await this.#route(req, res, place, pathname, query < 0 ? "" : url.slice(query));
    } catch {
      if (!res.writableEnded) sendSmallPage(res, place, "broken", this.#common);
    }
  }

  async #route(req: IncomingMessage, res: FrontResponse, place: Place, pathname: string, query: string): Promise<void> {
    const { options } = this;
    const method = req.method ?? "";
    if (!METHODS.has(method)) return this.#refuse(res, 405, { Allow: "GET, HEAD, POST" });
    if (!pathname.startsWith("/")) return this.#refuse(res, 400);
    cleanIncoming(req, options);
    if (method === "POST") {
      const isOwn = isOwnOrigin(req, options.publicUrl, options.schools.isKnownHost) || isDemoProgram(req, pathname, options.demo) || isCallback(req, pathname) || isStop(req, pathname);
      if (!isOwn) return sendSmallPage(res, place, "refused", this.#common);
    } else if (options.files?.has(pathname)) {
      return options.files.serve(pathname, req, res, this.#common, query.startsWith("?v="));
    }
    const elsewhere = place.language || place.kind !== "public" ? undefined : localePath(pathname + query, options.rooms, req.headers["accept-language"]);
    if (elsewhere) return this.#refuse(res, 307, { Location: elsewhere, Vary: "Accept-Language" });
    if (place.rest === MISSING_PAGE && options.cache) return this.#sendMissing(req, res, place);
    const tag = options.cache && method !== "POST" && query === "" ? publicTag(place) : undefined;
    if (tag && !hasOwnCookie(req) && (await this.#fromMemory(req, res, place, pathname, tag))) return;
    await this.#throughGate(req, res, place, pathname, query);
  }

  /** A status without a body. */
  #refuse(res: FrontResponse, status: number, headers: Record<string, string> = {}): void {
    for (const [name, value] of [...this.#common, ...Object.entries({ ...headers, "Cache-Control": PERSONAL })]) res.setHeader(name, value);
    res.statusCode = status;
    res.sendWhole("");
  }

  /** Answers from the pages in memory; false when this page cannot be kept and must be made for this reader. */
  async #fromMemory(req: IncomingMessage, res: FrontResponse, place: Place, pathname: string, tag: string): Promise<boolean> {
    const { cache, schools } = this.options;
    const host = req.headers.host ?? "";
    const schoolId = schools.idOf(host);
    if (!cache || !schoolId) return false;
    const key: PageKey = { host, pathname, display: displayOf(req), schoolId, tag };
    let page = cache.peek(key);
    if (!page) {
      const made = await this.#makeForAll(cache, key);
      if (made === "full" || made === "broken") {
        sendSmallPage(res, place, made === "full" ? "waiting" : "broken", this.#common);
        return true;
      }
      if (!made) return false;
      page = made;
    }
    sendKeptPage(req, res, page, this.#common);
    return true;
  }

  async #makeForAll(cache: PageCache, key: PageKey): Promise<KeptPage | "full" | "broken" | undefined> {
    try {
      const made = await cache.get(key);
      if ("etag" in made) return made;
      return made.status >= 500 ? "broken" : undefined;
    } catch (error) {
      return error instanceof FullHouse ? "full" : "broken";
    }
  }

  async #sendMissing(req: IncomingMessage, res: FrontResponse, place: Place): Promise<void> {
    const page = await this.#missingPage(req, place);
    if (page) sendKeptPage(req, res, page, this.#common, 404);
    else sendSmallPage(res, place, "missing", this.#common);
  }

  async #missingPage(req: IncomingMessage, place: Place): Promise<KeptPage | undefined> {
    const { cache, schools } = this.options;
    const host = req.headers.host ?? "";
    const schoolId = schools.idOf(host);
    if (!cache || !schoolId) return undefined;
    const language = place.language ?? negotiateLanguage(req.headers["accept-language"]);
    const made = await this.#makeForAll(cache, { host, pathname: `/${language}${MISSING_PAGE}`, display: displayOf(req), schoolId, tag: "missing" });
    return typeof made === "object" ? made : undefined;
  }

  async #throughGate(req: IncomingMessage, res: FrontResponse, place: Place, pathname: string, query: string): Promise<void> {
    const { options } = this;
    if (pathname === ALWAYS_OPEN || (options.development && place.kind === "framework")) return this.#toNext(req, res, place, pathname + query, () => undefined);
    const isWrite = req.method === "POST";
    const give = options.shares.take(String(req.headers["x-kingsgate-client"]));
    const leave = give && (await (isWrite ? options.writers : options.readers).enter());
    if (!leave) {
      give?.();
      return sendSmallPage(res, place, isWrite ? "waitingForm" : "waiting", this.#common);
    }
    const done = () => (leave(), give());
    if (res.destroyed) return done();
    res.once("close", done);
    await this.#toNext(req, res, place, pathname + query, done);
  }

  async #toNext(req: IncomingMessage, res: FrontResponse, place: Place, url: string, worked: () => void): Promise<void> {
    const { development, next } = this.options;
    const isApp = development || place.kind === "staff" || place.kind === "framework";
    const nonce = isApp ? makeNonce() : undefined;
    const head: HeadOptions = { place, common: this.#common, nonce, development, missingPage: () => this.#missingPage(req, place) };
    if (nonce) req.headers["content-security-policy"] = appPolicy(nonce, development);
    const isPage = !development && (place.kind === "public" || place.kind === "family");
    if (isPage) askForWholePage(req);
    const keeping = this.options.ownPages?.of(req, place, url, this.options.schools.idOf(req.headers.host ?? ""));
    const own = await keeping?.find();
    if (own) {
      worked();
      return sendOwnPage(res, own, head);
    }
    head.keep = keeping?.keep;
    res.handle({
      mode: isPage || place.kind === "api" ? "page" : "stream",
      finishHead: (answer) => finishHead(answer, head),
      deliver: (answer, body) => {
        sendStrippedPage(answer, body, head).catch(() => answer.destroy());
      },
      worked,
    });
    try {
      await (keeping ? takePageNotes(keeping.notes, () => next(req, res)) : next(req, res));
    } catch {
      if (!res.isAnswered) sendSmallPage(res, place, "broken", this.#common);
    }
  }
}

/** Thrown by a render for all that found no free place. */
export class FullHouse extends Error {}
