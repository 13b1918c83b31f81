import { LRUCache } from "lru-cache";

import { now as systemNow } from "@/server/lib/clock";
import { env } from "@/server/lib/env";
import { pageLanguage } from "@/server/lib/i18n/languages";
import type { JobCtx } from "@/server/lib/jobs/worker";
import { type MailTransport, openMailTransport } from "@/server/lib/mail/transport";

import { digestLines } from "../digest/commands";
import { replyAddress } from "../email/reply/rules";
import { addressBody, type Email, type MailBodyFacts, renderEmail } from "../email/rules";
import { type DomainHealth, domainOf, isSlow, judgeFailure, madeForAll, mayStart, nextTry } from "../rules";
import { type Claimed, claimDue, extendLeases, giveUp, nextDue, settle, type Settled, stillMine } from "./commands";

export interface DrainOptions {
  /** Only what is at least as urgent as this. */
  urgency?: number;
  /** Sends at once; a server that answers slowly may hold as many again. */
  lanes?: number;
  leaseMs?: number;
  /** After so long it ends with what is in hand, however much is due: others wait for its place. */
  sliceMs?: number;
  clock?: () => Date;
  transport?: MailTransport;
}

interface InHand extends Claimed {
  claimedAt: number;
  domain: string;
}

const LEAST_URGENT = 1_000;
/** What is stuck keeps the place anyway, so others are sent beside it: for so many slices at most. */
const LONGEST = 4;
const LEASE_MS = 45_000;
const CLAIM = 200;
/** With fewer than this in hand the next are fetched: lanes that run dry while the database looks would stand still. */
const CLAIM_AHEAD = 100;
/** So many mails of a slow domain in hand are enough: no more of them is taken while others may come to their turn. */
const SLOW_KEPT = 10;
const FRESH_MS = 2_000;
const LOOK_AGAIN_MS = 250;
/** While slow ones are still under way, what comes new is found this often. */
const CLAIM_AGAIN_MS = 1_000;
const STUCK_MS = 1_000;
/** So long a result waits for others to be written down with. */
const GATHER_MS = 4;

/** How domains have answered lately; kept between jobs of this process. */
const healths = new LRUCache<string, DomainHealth>({ max: 5_000 });

/**
 * Sends what is due until nothing is, or the slice is over. Every e-mail is written down as handed over before its lane takes the next, so a kill
 * leaves at most one in doubt for each connection; those are sent again with the same Message-ID.
 * @returns when the next one is due, or null when none waits
 */
export async function drainOutbox(ctx: JobCtx, options: DrainOptions = {}): Promise<Date | null> {
  const { urgency = LEAST_URGENT, lanes = env().SMTP_CONNECTIONS, leaseMs = LEASE_MS, sliceMs = Infinity, clock = systemNow } = options;
  const transport = options.transport ?? openMailTransport(lanes * 2);
  const settler = makeSettler(ctx, Math.ceil(lanes / 2));
  const waiting: InHand[] = [];
  const sending = new Map<string, { row: InHand; since: number }>();
  let claiming: Promise<void> | undefined;
  let exhausted = false;
  let claimAgainAt = 0;
  let failure: unknown;
  let wake = () => undefined as void;
  const began = Date.now();

  const leaseUntil = () => new Date(clock().getTime() + leaseMs);
  const heartbeat = setInterval(() => {
    const ids = [...waiting.map((row) => row.id), ...sending.keys()];
    extendLeases(ctx.db, ids, leaseUntil()).catch(() => undefined);
  }, leaseMs / 3);

  const claim = async () => {
    const not = slowDomains(waiting);
    const { rows, taken } = await claimDue(ctx.db, { channel: "email", now: clock(), leaseUntil: leaseUntil(), limit: CLAIM, urgency, not });
    const claimedAt = Date.now();
    waiting.push(...rows.map((row) => ({ ...row, claimedAt, domain: domainOf(row.email ?? "") })));
    exhausted = taken < CLAIM && not.length === 0;
    claimAgainAt = taken < CLAIM ? Date.now() + CLAIM_AGAIN_MS : 0;
  };
  const deliver = async (row: InHand) => {
    if (Date.now() - row.claimedAt > FRESH_MS && !(await stillMine(ctx.db, row, clock()))) return;
    const settled = await sendOne(ctx, row, transport, clock);
    if (settled) await settler(settled);
  };
  const start = (row: InHand) => {
    sending.set(row.id, { row, since: Date.now() });
    const done = occupy(row.domain);
    deliver(row).catch((error: unknown) => (failure ??= error)).finally(() => {
      sending.delete(row.id);
      done();
      wake();
    });
  };

  const startSome = (most: number, may: (health: DomainHealth | undefined) => boolean): number => {
    let started = 0;
    for (let i = 0; i < waiting.length && started < most; ) {
      const row = waiting[i] as InHand;
      if (may(healths.get(row.domain))) {
        waiting.splice(i, 1);
        start(row);
        started += 1;
      } else i += 1;
    }
    return started;
  };

  try {
    for (;;) {
      const took = Date.now() - began;
      const late = took >= sliceMs;
      const over = late && (took >= sliceMs * LONGEST || [...sending.values()].every((entry) => Date.now() - entry.since < STUCK_MS));
      const stopping = over || failure !== undefined || ctx.signal?.aborted === true;
      if (stopping && sending.size === 0 && !claiming) break;
      if (!stopping) {
        const at = Date.now();
        const idle = waiting.length === 0 && sending.size === 0;
        if (!claiming && !(exhausted && idle) && at >= claimAgainAt && countStartable(waiting, at) < CLAIM_AHEAD) {
          claiming = claim().catch((error: unknown) => (failure ??= error)).then(() => {
            claiming = undefined;
            wake();
          });
        }
        const lively = [...sending.values()].filter((entry) => at - entry.since < STUCK_MS).length;
        let free = Math.min(lanes - lively, lanes * 2 - sending.size);
        free -= startSome(free, (health) => mayStart(health, at) && !(late && isSlow(health)));
        // Lanes that nobody else needs go to the slow ones, up to half: the others are there at once for whoever comes.
        if (!claiming && !late) startSome(Math.min(free, lanes - sending.size), (health) => (health?.busy ?? 0) < lanes / 2);
        if (exhausted && idle && !claiming) break;
      }
      await new Promise<void>((done) => {
        const timer = setTimeout(done, LOOK_AGAIN_MS);
        wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
    if (waiting.length > 0) await settle(ctx.db, waiting.map((row) => ({ id: row.id, as: "back", nextTryAt: clock(), attempts: row.attempts })));
    if (failure !== undefined) throw failure;
    return await nextDue(ctx.db);
  } finally {
    clearInterval(heartbeat);
    if (!options.transport) transport.close();
  }
}

/** One try of one e-mail. Null when it was given up, which is already written down. */
async function sendOne(ctx: JobCtx, row: Claimed, transport: MailTransport, clock: () => Date): Promise<Settled | null> {
  if (row.email === null) return giveUp(ctx.db, ctx.school.id, row, "no_address", clock()).then(() => null);
  if (row.readsNothing && row.kind !== "sign_in_link") return giveUp(ctx.db, ctx.school.id, row, "reads_nothing", clock()).then(() => null);
  let email: Email;
  try {
    email = await makeEmail(ctx, row, row.email);
  } catch {
    return giveUp(ctx.db, ctx.school.id, row, "no_words", clock()).then(() => null);
  }
  try {
    await transport.send({ ...email, schoolId: ctx.school.id });
    return { id: row.id, as: "handed_over", at: clock() };
  } catch (error) {
    const verdict = judgeFailure(error as { responseCode?: number; code?: string; response?: string });
    const now = clock();
    const next = verdict.final ? null : nextTry({ kind: row.kind, deliveryId: row.id, attempts: row.attempts, createdAt: row.createdAt, now });
    if (next) return { id: row.id, as: "again", nextTryAt: next, code: verdict.code, attempts: row.attempts };
    await giveUp(ctx.db, ctx.school.id, row, verdict.code, now);
    return null;
  }
}

/** E-mails made once a language, by what they are about: read once a quarter of an hour in this process. */
const bodies = new LRUCache<string, MailBodyFacts>({ max: 200, ttl: 15 * 60_000 });

/** The e-mail of one delivery. Throws when it has no words. */
async function makeEmail(ctx: JobCtx, row: Claimed, to: string): Promise<Email> {
  const message = { ...row, id: row.messageId };
  const publicUrl = env().PUBLIC_URL;
  if (row.kind === "digest") {
    const language = pageLanguage(row.language).tag;
    return renderEmail({ message, to, school: ctx.school, publicUrl, lines: await digestLines(ctx, { ...row, language }, publicUrl.replace(/\/$/, ""), systemNow()) });
  }
  if (!madeForAll(row.kind)) return renderEmail({ message, to, school: ctx.school, publicUrl, replyTo: row.kind === "school_wrote" && env().MAIL_REPLY_DOMAIN ? replyAddress(row.subjectId, row.adultId, env().MAIL_REPLY_DOMAIN) : undefined });
  const name = `${row.subjectId}:${row.language}`;
  const body = bodies.get(name) ?? (await ctx.db.mailBody.findFirst({ where: { subjectId: row.subjectId, language: row.language }, select: { subject: true, text: true, html: true } }));
  if (!body) throw new Error("no e-mail was made in this language");
  bodies.set(name, body);
  return addressBody({ message, body, to, publicUrl });
}

/** Counts a send to a domain from its start; what it returns counts its end and the time that it took. */
function occupy(domain: string): () => void {
  const began = Date.now();
  const health = healths.get(domain) ?? { busy: 0, averageMs: null, oldestSince: null };
  healths.set(domain, health);
  health.busy += 1;
  health.oldestSince ??= began;
  return () => {
    const took = Date.now() - began;
    health.busy -= 1;
    health.averageMs = health.averageMs === null ? took : health.averageMs * 0.8 + took * 0.2;
    health.oldestSince = health.busy === 0 ? null : Date.now();
  };
}

function countByDomain(rows: InHand[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { domain } of rows) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  return counts;
}

function countStartable(waiting: InHand[], at: number): number {
  return waiting.filter((row) => mayStart(healths.get(row.domain), at)).length;
}

/** Domains that answer slowly and have enough in hand: no more of them is taken for now. */
function slowDomains(waiting: InHand[]): string[] {
  const at = Date.now();
  return [...countByDomain(waiting)].filter(([domain, count]) => count >= SLOW_KEPT && !mayStart(healths.get(domain), at)).map(([domain]) => domain);
}

/**
 * Writes results down in groups, one after another: a group is written when half the lanes are in it, for the other half have their mails to send
 * meanwhile, or when its first has waited a moment. The database is asked half as often. Resolves when written.
 */
function makeSettler(ctx: JobCtx, enough: number): (row: Settled) => Promise<void> {
  let open: { row: Settled; written: () => void; failed: (error: unknown) => void }[] = [];
  let since = 0;
  let writing = false;
  const write = () => {
    if (writing || open.length === 0 || (open.length < enough && performance.now() - since < GATHER_MS)) return;
    const group = open;
    open = [];
    writing = true;
    settleSurely(ctx, group.map(({ row }) => row))
      .then(() => group.forEach(({ written }) => written()), (error: unknown) => group.forEach(({ failed }) => failed(error)))
      .finally(() => {
        writing = false;
        write();
      });
  };
  return (row) => new Promise((written, failed) => {
    if (open.length === 0) {
      since = performance.now();
      setTimeout(write, GATHER_MS + 1);
    }
    open.push({ row, written, failed });
    write();
  });
}

/** What was handed over must be written down or it leaves twice: a database that restarts is waited for. */
async function settleSurely(ctx: JobCtx, rows: Settled[]): Promise<void> {
  for (const wait of [200, 500, 1_000, 3_000, 5_000]) {
    try {
      return await settle(ctx.db, rows);
    } catch {
      await new Promise((done) => setTimeout(done, wait));
    }
  }
  return settle(ctx.db, rows);
}
