import { v7 as uuid } from "uuid";

import { recordAudit } from "@/server/lib/audit/record";
import type { StaffCtx } from "@/server/lib/context";
import type { Db } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { enqueueJob } from "@/server/lib/jobs/enqueue";
import { type Engine, EngineFault, type EngineLanguages } from "@/server/lib/translation/engine";
import { openEngine } from "@/server/lib/translation/open";

import type { SetSwitch } from "./schema";

/** What a call was, without names and without texts. */
export interface CallFacts {
  purpose: "draft" | "back" | "languages" | "glossary";
  kind?: string;
  from?: string;
  to?: string;
  sentences?: number;
  characters?: number;
}

interface Where {
  db: Db;
  school: { id: string };
  now: Date;
}

/**
 * Makes one call to the service and writes its line, whatever becomes of it. `check` counts the drafts that our own checks refuse.
 * Errors: EngineFault, after its line is written.
 */
export async function logged<T>(where: Where, engine: Engine, facts: CallFacts, call: () => Promise<T>, check: (value: T) => number = () => 0): Promise<T> {
  const began = performance.now();
  const write = (outcome: string, rejected: number) =>
    where.db.translationCall.create({
      data: {
        id: uuid(), schoolId: where.school.id, at: where.now, engine: engine.name, purpose: facts.purpose, kind: facts.kind, fromLanguage: facts.from,
        toLanguage: facts.to, sentences: facts.sentences ?? 0, characters: facts.characters ?? 0, outcome, rejected, milliseconds: Math.round(performance.now() - began),
      },
    });
  let value: T;
  try {
    value = await call();
  } catch (error) {
    await write(error instanceof EngineFault ? error.code : "unexpected", 0);
    throw error;
  }
  await write("done", check(value));
  return value;
}

/** Asks the service which languages it has and keeps the answer. Errors: EngineFault. */
export async function askLanguages(where: Where, engine: Engine): Promise<EngineLanguages> {
  const languages = await logged(where, engine, { purpose: "languages" }, () => engine.languages());
  const row = { languages: { ...languages }, askedAt: where.now };
  await where.db.translationService.upsert({
    where: { schoolId_engine: { schoolId: where.school.id, engine: engine.name } },
    create: { schoolId: where.school.id, engine: engine.name, ...row },
    update: row,
  });
  return languages;
}

/** The button of the set-up page. Errors: conflict when none is set up; unavailable when the service does not answer. */
export async function checkService(ctx: StaffCtx, engine: Engine | null = openEngine()): Promise<{ languages: number }> {
  if (!engine) throw new AppError("conflict", { service: "none" });
  try {
    return { languages: (await askLanguages(ctx, engine)).targets.length };
  } catch (error) {
    if (error instanceof EngineFault) throw new AppError("unavailable", { service: error.code });
    throw error;
  }
}

/**
 * Says yes or no to the service for one kind of text. Yes is for the service that is set up now; another one later needs a yes of
 * its own. What waits is filled at once. Errors: conflict when no service is set up.
 */
export async function setSwitch(ctx: StaffCtx, input: SetSwitch, engine: Engine | null = openEngine()): Promise<void> {
  if (!engine) throw new AppError("conflict", { service: "none" });
  const { kind, enabled } = input;
  const row = { engine: engine.name, enabled, changedById: ctx.actor.adultId, changedAt: ctx.now };
  await ctx.db.$transaction(async (tx) => {
    await tx.translationSwitch.upsert({
      where: { schoolId_kind: { schoolId: ctx.school.id, kind } },
      create: { schoolId: ctx.school.id, kind, ...row },
      update: row,
    });
    await recordAudit(tx, {
      schoolId: ctx.school.id, at: ctx.now, actorId: ctx.actor.adultId, action: "languages.setSwitch", subjectType: "translation_switch",
      detail: { kind, enabled, engine: engine.name },
    });
    if (enabled) await enqueueJob(tx, "languages.fillAll", { kind }, { key: `languages.fillAll:${kind}` });
  });
}
