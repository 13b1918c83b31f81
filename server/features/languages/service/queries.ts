import type { StaffCtx } from "@/server/lib/context";
import type { Db } from "@/server/lib/db/client";
import type { Engine, EngineLanguages, EngineName } from "@/server/lib/translation/engine";
import { pairFor } from "@/server/lib/translation/codes";
import { openEngine } from "@/server/lib/translation/open";

import { familyKinds } from "../schema";

export interface KnownService {
  languages: EngineLanguages;
  glossaries: Record<string, { hash: string; id: string }>;
  askedAt: Date;
}

/** What the service said of itself when it was last asked; null when it never was. */
export async function loadService(db: Db, engine: EngineName): Promise<KnownService | null> {
  const row = await db.translationService.findFirst({ where: { engine } });
  return row && { languages: row.languages as unknown as EngineLanguages, glossaries: row.glossaries as KnownService["glossaries"], askedAt: row.askedAt };
}

/** Whether the school said yes to this service for this kind of text. */
export async function isSwitchedOn(db: Db, kind: string, engine: EngineName): Promise<boolean> {
  return (await db.translationSwitch.count({ where: { kind, engine, enabled: true } })) > 0;
}

export interface ServicePage {
  /** Null: none is set up, and nothing leaves the school. */
  engine: { name: EngineName; host: string } | null;
  askedAt: Date | null;
  /** The languages that families of the school read, most readers first, and whether the service has them. */
  languages: { tag: string; readers: number; served: boolean }[];
  switches: { kind: string; enabled: boolean; changedAt: Date | null }[];
  /** The last calls, newest first. */
  calls: { at: Date; engine: string; purpose: string; kind: string | null; fromLanguage: string | null; toLanguage: string | null; sentences: number; characters: number; outcome: string; rejected: number; milliseconds: number }[];
  month: { calls: number; characters: number };
}

const CALLS_SHOWN = 50;
const MONTH_DAYS = 30;

/** Everything that the set-up page says: which service, what it is for, what left the school. */
export async function getService(ctx: StaffCtx, engine: Engine | null = openEngine()): Promise<ServicePage> {
  const { db } = ctx;
  const since = new Date(ctx.now.getTime() - MONTH_DAYS * 86_400_000);
  const [known, switches, calls, month, readers] = await Promise.all([
    engine ? loadService(db, engine.name) : null,
    db.translationSwitch.findMany(),
    db.translationCall.findMany({ orderBy: [{ at: "desc" }, { id: "desc" }], take: CALLS_SHOWN }),
    db.translationCall.aggregate({ where: { at: { gte: since } }, _count: true, _sum: { characters: true } }),
    db.adult.groupBy({ by: ["readingLanguage"], where: { removedAt: null, readingLanguage: { not: null }, links: { some: { removedAt: null } } }, _count: true }),
  ]);
  return {
    engine: engine && { name: engine.name, host: engine.host },
    askedAt: known?.askedAt ?? null,
    languages: readers
      .flatMap(({ readingLanguage: tag, _count: count }) => (tag && tag !== "en" ? [{ tag, readers: count, served: Boolean(engine && known && pairFor(engine.name, known.languages, "en", tag)) }] : []))
      .sort((a, b) => b.readers - a.readers || a.tag.localeCompare(b.tag)),
    switches: familyKinds.map((kind) => {
      const row = switches.find((each) => each.kind === kind && each.engine === engine?.name);
      return { kind, enabled: Boolean(engine && row?.enabled), changedAt: row?.changedAt ?? null };
    }),
    calls: calls.map(({ id: _id, schoolId: _school, ...call }) => call),
    month: { calls: month._count, characters: month._sum.characters ?? 0 },
  };
}
