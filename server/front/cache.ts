import { createHash } from "node:crypto";

import { LRUCache } from "lru-cache";

import { compressWhole, type Encoding, encodings } from "./compress";
import { pagePolicy } from "./headers";
import { type Place } from "./paths";
import { type Rendered } from "./render";
import { isEmptyErrorPage, stripPage } from "./strip";

/** The public pages that are the same for everyone: their path after the language, and the tag by which they are dropped. */
const publicPages: Record<string, string> = {
  "": "home",
  "/policy": "policy",
  "/accessibility": "accessibility",
  "/privacy": "privacy",
  "/offline": "offline",
  "/dates": "dates",
  "/listen/home": "home",
  "/listen/policy": "policy",
  "/listen/privacy": "privacy",
  "/listen/accessibility": "accessibility",
};

/** The page, in each language, that is shown with status 404 for whatever is not there. */
export const MISSING_PAGE = "/missing";

/** The tag of a public page, or undefined when the page is not kept. */
export function publicTag(place: Place): string | undefined {
  if (!place.language || place.kind !== "public") return undefined;
  const [, feature] = /^\/(newsletters|events)(?:\/[0-9a-f-]{36}(?:\/easy)?)?$/.exec(place.rest) ?? [];
  return publicPages[place.rest] ?? feature;
}

/** A finished page in memory. */
export interface KeptPage {
  plain: Buffer;
  etag: string;
  policy: string;
  encoded: Map<Encoding, Buffer>;
  schoolId: string;
  tag: string;
  madeAt: number;
}

/** What a page is asked for. `schoolId` is whose page it is. */
export interface PageKey {
  host: string;
  pathname: string;
  /** How the page looks: one of the words of server/lib/display. */
  display: string;
  schoolId: string;
  tag: string;
}

export interface PageCacheOptions {
  render: (key: PageKey) => Promise<Rendered>;
  now?: () => number;
  /** A page older than this is made again, whether or not anyone said that it changed. */
  freshMs?: number;
  maxBytes?: number;
}

const FRESH_MS = 60_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** A path has no "#": no other page can have the name of this one. */
const nameOf = ({ host, pathname, display }: Pick<PageKey, "host" | "pathname" | "display">) => `${host}${pathname}#${display}`;

/** Keeps finished public pages, one a host, path and look; one render at a time for each, however many ask. */
export class PageCache {
  readonly #pages: LRUCache<string, KeptPage>;
  readonly #making = new Map<string, Promise<KeptPage | Rendered>>();
  readonly #now: () => number;
  readonly #freshMs: number;
  /** Counts the drops: a page whose making began before the last drop may already be old. */
  #drops = 0;

  constructor(private readonly options: PageCacheOptions) {
    this.#now = options.now ?? Date.now;
    this.#freshMs = options.freshMs ?? FRESH_MS;
    this.#pages = new LRUCache<string, KeptPage>({ maxSize: options.maxBytes ?? MAX_BYTES, sizeCalculation: sizeOf });
  }

  get size(): number {
    return this.#pages.size;
  }

  /** The page, if it is in memory and fresh. */
  peek(key: Pick<PageKey, "host" | "pathname" | "display">): KeptPage | undefined {
    const page = this.#pages.get(nameOf(key));
    return page && this.#now() - page.madeAt < this.#freshMs ? page : undefined;
  }

  /**
   * The page, made if need be; or what the framework answered, when that may not be kept (an error, a redirect, a cookie).
   * An old page is shown rather than an error of the server.
   */
  async get(key: PageKey): Promise<KeptPage | Rendered> {
    const fresh = this.peek(key);
    if (fresh) return fresh;
    const name = nameOf(key);
    const running = this.#making.get(name);
    if (running) return running;
    const old = this.#pages.get(name);
    const drops = this.#drops;
    const mayShowOld = () => (drops === this.#drops ? old : undefined);
    const making = this.#make(name, key).then(
      (made) => (!("etag" in made) && made.status >= 500 ? (mayShowOld() ?? made) : made),
      (error: unknown) => {
        const shown = mayShowOld();
        if (shown) return shown;
        throw error;
      },
    );
    this.#making.set(name, making);
    try {
      return await making;
    } finally {
      if (this.#making.get(name) === making) this.#making.delete(name);
    }
  }

  async #make(name: string, key: PageKey): Promise<KeptPage | Rendered> {
    const drops = this.#drops;
    const rendered = await this.options.render(key);
    const html = rendered.body.toString("utf8");
    if (rendered.status !== 200 || rendered.setsCookie || !rendered.contentType.startsWith("text/html") || isEmptyErrorPage(html)) return rendered;
    const stripped = stripPage(html);
    const plain = Buffer.from(stripped.html);
    const bodies = await Promise.all(encodings.map((encoding) => compressWhole(plain, encoding, "keeping")));
    const page: KeptPage = {
      plain,
      etag: createHash("sha256").update(plain).digest("base64url").slice(0, 20),
      policy: pagePolicy(stripped.styleHashes),
      encoded: new Map(encodings.map((encoding, at) => [encoding, bodies[at] as Buffer])),
      schoolId: key.schoolId,
      tag: key.tag,
      madeAt: this.#now(),
    };
    if (drops === this.#drops) this.#pages.set(name, page);
    return page;
  }

  /** Forgets a school's public pages, or those with one tag. */
  drop(schoolId: string, tag?: string): void {
    this.#drops++;
    this.#making.clear();
    for (const [name, page] of this.#pages.entries()) {
      if (page.schoolId === schoolId && (!tag || page.tag === tag)) this.#pages.delete(name);
    }
  }

  /** Forgets everything, as after a time without news of changes. */
  dropAll(): void {
    this.#drops++;
    this.#making.clear();
    this.#pages.clear();
  }
}

function sizeOf(page: KeptPage): number {
  return [...page.encoded.values()].reduce((sum, body) => sum + body.length, page.plain.length) + 500;
}
