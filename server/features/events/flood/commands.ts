import { verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { z } from "zod";

import { countUp, readCounts } from "@/server/lib/auth/limit";
import { sameSecret } from "@/server/lib/auth/tokens";
import { AppError } from "@/server/lib/errors";

import { type FloodCtx, isUnderAttack, makePass, passesOf, passSeal, sumSecrets } from "./queries";
import { OPEN_MINUTES, ripenSeconds, SUM } from "./rules";

const solvedSum = z.object({
  challenge: z.object({
    signature: z.string().length(64),
    parameters: z.object({
      algorithm: z.literal(SUM.algorithm), cost: z.literal(SUM.cost), keyLength: z.literal(SUM.keyLength), nonce: z.string().max(64), salt: z.string().max(64), keyPrefix: z.string().length(SUM.keyLength), keySignature: z.string().length(64),
      data: z.object({ form: z.string(), school: z.string(), until: z.number() }),
    }).strict(),
  }),
  solution: z.object({ counter: z.number().int().min(0).max(SUM.most), derivedKey: z.string().length(SUM.keyLength * 2) }),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a form brought: its key, the solved sum or nothing, its pass or nothing. */
export interface Brought {
  key: string;
  proof: string;
  pass: string;
}

/** Whether the sum was made here for this form, is as hard as it must be, not too old, and solved. */
async function isSolved(ctx: FloodCtx, { key, proof }: Brought): Promise<boolean> {
  const read = solvedSum.safeParse(parsed(proof));
  if (!read.success) return false;
  const { challenge, solution } = read.data;
  const { form, school, until } = challenge.parameters.data;
  if (form !== key || school !== ctx.school.id || until < ctx.now.getTime()) return false;
  return (await verifySolution({ challenge, solution, deriveKey, ...sumSecrets() })).verified;
}

/** When a pass was made, in milliseconds; null for one that was not made here for this form, or too long ago. */
function passMade(ctx: FloodCtx, { key, pass }: Brought): number | null {
  const [, made = "", seal = ""] = /^(\d{1,15})\.([\w-]{43})$/.exec(pass) ?? [];
  const at = Number(made);
  const age = ctx.now.getTime() - at;
  return made !== "" && sameSecret(seal, passSeal(ctx, key, at)) && age >= 0 && age <= OPEN_MINUTES * 60_000 ? at : null;
}

const refuse = (pass: string, at: number): never => {
  throw new AppError("rate_limited", { guard: "wait", pass, retryAt: new Date(at).toISOString() });
};

/**
 * While a flood comes in, lets through only what has cost something: a sum that the browser did, or, without script, the seconds in which
 * a pass ripens. Both belong to one form, and a form books one place however often it is sent: neither can be used twice. Otherwise nothing
 * is asked. Errors: rate_limited with `guard`, a pass for this form and when it will be ripe (`retryAt`).
 */
export async function guardBooking(ctx: FloodCtx, brought: Brought): Promise<void> {
  if (!(await isUnderAttack(ctx)) || (await isSolved(ctx, brought))) return;
  const passes = passesOf(ctx);
  const [used] = await readCounts(ctx.db, [passes]);
  const ripeAt = (made: number, before: number) => made + ripenSeconds(before) * 1_000;
  const before = used?.now ?? 0;
  const made = passMade(ctx, brought);
  const now = ctx.now.getTime();
  if (made === null) return refuse(makePass(ctx, brought.key), ripeAt(now, before));
  if (ripeAt(made, before) > now) return refuse(brought.pass, ripeAt(made, before));
  // Counted one by one: of a hundred at once from one network the first goes through, the others wait for their turn.
  const turn = await countUp(ctx.db, passes);
  if (ripeAt(made, turn - 1) > now) return refuse(brought.pass, ripeAt(made, turn - 1));
}
