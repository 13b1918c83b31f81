import type { IncomingMessage } from "node:http";

import { LRUCache } from "lru-cache";
import { v7 as uuid } from "uuid";

import { FAMILY_SESSION_DAYS } from "@/server/lib/auth/actor";
import { noteCookieName, readCookie, sessionCookieName } from "@/server/lib/auth/cookie";
import { hashToken } from "@/server/lib/auth/tokens";
import { addDays, now as systemNow } from "@/server/lib/clock";
import type { Look, PageNotes } from "@/server/lib/http/page-notes";

import type { Encoding } from "./compress";
import type { Place } from "./paths";

/** The pages of families that may be kept: what they show is under the stamp of changes, and their command says `mayKeepPage`. */
const ownPages = [/^\/family\/reports\/[^/]+$/];

/** A finished page of one session. */
export interface OwnPage {
  plain: Buffer;
  styleHashes: readonly string[];
  encoded: Map<Encoding, Buffer>;
}

interface Kept {
  page: OwnPage;
  looks: Look[];
  stamp: string;
  hour: number;
}

interface Asked {
  tokenHash: string;
  kept?: Kept;
  answer: (stamp: string | undefined) => void;
}

/** Runs one statement on a school's connections. */
export type Ask = (schoolId: string, sql: string, values: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;

export interface OwnPagesOptions {
  ask: Ask;
  now?: () => Date;
  maxBytes?: number;
}

/** What may be done for one request: look for its page, or keep the one that is made for it. */
export interface Keeping {
  /** What the page says of itself while it is made. */
  notes: PageNotes;
  /** The page, when it is here, still true and its look written down. */
  find: () => Promise<OwnPage | undefined>;
  /** Keeps a page that was just made, when it said that it may be kept. */
  keep: (page: OwnPage) => void;
}

const MAX_BYTES = 64 * 1024 * 1024;
/** Nothing is kept longer; the list of changes goes back an hour. */
const KEPT_MS = 600_000;
const FORGET_MS = 600_000;
const HOUR_MS = 3_600_000;
/** Looks written down together: more in one statement would keep the first one waiting. */
const TOGETHER = 64;

/**
 * One statement for everyone who asks at the moment: is the session good (and too fresh to need moving on), how do things stand for
 * its adult, and, for a page that is still true, the lines of its looks. The answer leaves when these are written for good.
 */
const SQL = `
  WITH asked AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS x (n int, token_hash text, stamp text, looks jsonb)
  ), known AS (
    SELECT x.n, x.looks, x.stamp, s.adult_id, s.school_id, change_stamp(s.school_id, s.adult_id) AS now_stamp
    FROM asked x JOIN session s ON s.token_hash = x.token_hash AND s.expires_at > $3 JOIN adult a ON a.id = s.adult_id AND a.removed_at IS NULL
  ), looked AS (
    INSERT INTO audit_entry (id, school_id, at, actor_id, action, subject_type, subject_id, pupil_id, rule, detail)
    SELECT l.id, k.school_id, $2, k.adult_id, l.action, l."subjectType", l."subjectId", l."pupilId", l.rule, l.detail
    FROM known k, jsonb_to_recordset(k.looks) AS l (id uuid, action text, "subjectType" text, "subjectId" uuid, "pupilId" uuid, rule text, detail jsonb)
    WHERE k.stamp = k.now_stamp
  )
  SELECT n, now_stamp FROM known`;

/**
 * Keeps finished pages of families, each for the session that it was made for (decision 010). A page is given again only when
 * the database says, at that moment, that the session is good and that nothing which the page may show has changed.
 */
export class OwnPages {
  readonly #pages: LRUCache<string, Kept>;
  readonly #waiting = new Map<string, Asked[]>();
  readonly #busy = new Set<string>();
  readonly #forgotten = new Map<string, number>();
  readonly #now: () => Date;

  constructor(private readonly options: OwnPagesOptions) {
    this.#now = options.now ?? systemNow;
    this.#pages = new LRUCache<string, Kept>({ maxSize: options.maxBytes ?? MAX_BYTES, ttl: KEPT_MS, sizeCalculation: sizeOf, perf: { now: () => this.#now().getTime() } });
  }

  get size(): number {
    return this.#pages.size;
  }

  /** What may be done for this request; undefined when its page is none that is kept, or its reader has not signed in. */
  of(req: IncomingMessage, place: Place, url: string, schoolId: string | undefined): Keeping | undefined {
    if (!schoolId || req.method !== "GET" || place.kind !== "family" || !ownPages.some((pattern) => pattern.test(place.rest))) return undefined;
    const cookie = req.headers.cookie ?? "";
    const token = readCookie(cookie, sessionCookieName());
    // A note for the next page is shown once.
    if (!token || readCookie(cookie, noteCookieName()) !== undefined) return undefined;
    const tokenHash = hashToken(token);
    const key = hashToken(JSON.stringify([cookie, req.headers.host, url, req.headers["save-data"] ?? "", req.headers["x-kingsgate-agent"] ?? ""]));
    const notes: PageNotes = {};
    let stamp: string | undefined;
    return {
      notes,
      find: async () => {
        const held = this.#pages.get(key);
        const kept = held && held.hour === this.#hour() ? held : undefined;
        stamp = await this.#ask(schoolId, { tokenHash, kept });
        return stamp !== undefined && kept?.stamp === stamp ? kept.page : undefined;
      },
      keep: (page) => {
        if (stamp !== undefined && notes.looks) this.#pages.set(key, { page, looks: notes.looks, stamp, hour: this.#hour() });
      },
    };
  }

  /** A day begins on the hour, in every zone of a school, and with it an order that has its date. */
  #hour(): number {
    return Math.floor(this.#now().getTime() / HOUR_MS);
  }

  #ask(schoolId: string, asked: Omit<Asked, "answer">): Promise<string | undefined> {
    return new Promise((answer) => {
      const queue = this.#waiting.get(schoolId) ?? [];
      this.#waiting.set(schoolId, queue);
      queue.push({ ...asked, answer });
      if (!this.#busy.has(schoolId)) {
        this.#busy.add(schoolId);
        setImmediate(() => void this.#answerAll(schoolId, queue));
      }
    });
  }

  /** Answers whoever waits, one statement after another; those who come meanwhile are the next statement's. */
  async #answerAll(schoolId: string, queue: Asked[]): Promise<void> {
    while (queue.length > 0) await this.#answerSome(schoolId, queue.splice(0, TOGETHER));
    this.#busy.delete(schoolId);
  }

  async #answerSome(schoolId: string, asked: Asked[]): Promise<void> {
    const now = this.#now();
    const stamps = new Map<number, string>();
    try {
      await this.#forget(schoolId, now);
      const lines = asked.map(({ tokenHash, kept }, n) => ({
        n, token_hash: tokenHash, stamp: kept?.stamp ?? null, looks: (kept?.looks ?? []).map((look) => ({ ...look, id: uuid() })),
      }));
      const { rows } = await this.options.ask(schoolId, SQL, [JSON.stringify(lines), now, addDays(now, FAMILY_SESSION_DAYS - 1)]);
      for (const row of rows) stamps.set(Number(row.n), String(row.now_stamp));
    } catch {
      // The database is away or refused: nothing is given from memory, and the page itself says what is wrong.
      stamps.clear();
    }
    asked.forEach(({ answer }, n) => answer(stamps.get(n)));
  }

  async #forget(schoolId: string, now: Date): Promise<void> {
    if (now.getTime() - (this.#forgotten.get(schoolId) ?? 0) < FORGET_MS) return;
    this.#forgotten.set(schoolId, now.getTime());
    await this.options.ask(schoolId, "SELECT forget_changes()", []);
  }
}

function sizeOf({ page }: Kept): number {
  return [...page.encoded.values()].reduce((sum, body) => sum + body.length, page.plain.length) + 1_000;
}
