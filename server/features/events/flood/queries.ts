import { randomInt } from "node:crypto";

import { createChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";

import { deriveToken } from "@/server/lib/auth/tokens";
import { type Counted, type Limit, sumCounts } from "@/server/lib/auth/limit";
import { addMinutes } from "@/server/lib/clock";
import type { Ctx } from "@/server/lib/context";

import { ASK_MINUTES, ATTACK, isAttack, OPEN_MINUTES, PASS_MINUTES, SUM } from "./rules";

export type FloodCtx = Pick<Ctx, "db" | "school" | "now" | "client">;

/** The limit of asks of one address: a whole school may share one on the evening itself. */
export const byClient: Limit = { purpose: "event-client", attempts: 40, minutes: ASK_MINUTES };

/** The passes that one address has used lately. */
export const passesOf = (ctx: FloodCtx): Counted => ({ schoolId: ctx.school.id, now: ctx.now, minutes: PASS_MINUTES, purpose: "event-passes", value: ctx.client });

/** Rows that are looked at: an address has one in each window, so that beyond them it is a flood whatever else is there. */
const LOOKED_AT = ATTACK.asks * 5;

/** Whether so many ask for places at this school, from so many addresses, that it must be a flood. One statement, of the counts that limit each address. */
export async function isUnderAttack(ctx: FloodCtx): Promise<boolean> {
  const { values, count } = await sumCounts(ctx.db, { schoolId: ctx.school.id, purpose: byClient.purpose, from: addMinutes(ctx.now, -ATTACK.minutes - ASK_MINUTES), most: LOOKED_AT });
  return isAttack({ asks: count, clients: values });
}

/** The secrets with which sums are signed: drawn from the server's own, kept nowhere. */
export const sumSecrets = () => ({ hmacSignatureSecret: deriveToken("event-sum", "challenge"), hmacKeySignatureSecret: deriveToken("event-sum", "key") });

/** A sum for one form: signed, with the form's key in it, so that what solves it books one place and no other. */
export async function makeSum(ctx: FloodCtx, key: string, difficulty: { cost: number; least: number; most: number } = SUM): Promise<string> {
  const { cost, least, most } = difficulty;
  const challenge = await createChallenge({
    algorithm: SUM.algorithm, keyLength: SUM.keyLength, cost, counter: randomInt(least, most + 1), deriveKey, ...sumSecrets(),
    data: { form: key, school: ctx.school.id, until: addMinutes(ctx.now, OPEN_MINUTES).getTime() },
  });
  return JSON.stringify(challenge);
}

/** What signs the moment at which a form was made. */
export const passSeal = (ctx: FloodCtx, key: string, made: number): string => deriveToken("event-pass", `${ctx.school.id}:${key}:${made}`);

/** A pass for one form: when it was made, signed. */
export const makePass = (ctx: FloodCtx, key: string): string => `${ctx.now.getTime()}.${passSeal(ctx, key, ctx.now.getTime())}`;

/** What a form carries while a flood comes in: a sum for its browser, and a pass for a browser without script. Null otherwise: then nothing is asked. */
export async function prepareForm(ctx: FloodCtx, input: { key: string }): Promise<{ sum: string; pass: string } | null> {
  if (!(await isUnderAttack(ctx))) return null;
  return { sum: await makeSum(ctx, input.key), pass: makePass(ctx, input.key) };
}
