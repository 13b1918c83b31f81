import type { Ctx } from "@/server/lib/context";
import { toAppError } from "@/server/lib/trpc/base";
import { appRouter, createCaller } from "@/server/root";

import { procedures } from "../procedures";
import { type Ids, inputs } from "./inputs";
import { type Caller, contextsAs, nowhere, type World } from "./world";

/** Every procedure of the router with its access rule. */
export const all = procedures(appRouter);

const types = new Map(all.map(({ name, type }) => [name, type]));
/** What kind of procedure it is: a query reads. */
export const typeOf = (name: string): string => types.get(name) ?? "";

type Call = (input: unknown) => Promise<unknown>;

/** What a caller gets: the value as text, or the code of the refusal. */
export async function ask(ctx: Ctx, name: string, ids: Ids): Promise<{ code: string | null; text: string }> {
  const procedure = name.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], createCaller(ctx)) as Call;
  try {
    const value = await procedure(inputs[name]?.(ids));
    return { code: null, text: JSON.stringify(value ?? null) };
  } catch (error) {
    const { code, fields } = toAppError(error);
    return { code, text: JSON.stringify({ code, fields }) };
  }
}

/** Whether the access rule of a procedure lets this caller in. */
export function mayCall(caller: Caller, name: string): boolean {
  const access = all.find((procedure) => procedure.name === name)?.access;
  if (!access) return false;
  if (access.who === "public") return true;
  if (caller === "visitor") return false;
  if (access.who !== "staff") return true;
  return (access.roles as readonly string[]).includes(caller);
}

/** A text without the ids that the caller sent: answers are compared by what else they say. */
export const withoutIds = (text: string, ids: Ids) => Object.values(ids).reduce((rest: string, id: string) => rest.replaceAll(id, "ID"), text);

/** Whose records a parent or carer may not know: another family's; or those of the child from whom something keeps them. */
export const familyCallers = ["family", "separated", "removed", "not confirmed", "of a child who left"] as const;

const targetOf = (world: World, caller: (typeof familyCallers)[number]) => (caller === "family" ? world.other : caller === "of a child who left" ? world.left : world.own);
const canaryOf = (caller: (typeof familyCallers)[number]) => (caller === "family" ? "other" : caller === "of a child who left" ? "left" : "own");

/** The procedures through which a parent or carer might learn of what is not theirs to know. */
function lookedThrough(caller: (typeof familyCallers)[number]): string[] {
  return all.filter(({ name, access }) => mayCall(caller, name) && access?.who !== "staff").map(({ name }) => name)
    // What one has said oneself stays one's own to hear; of the five, only this one spoke the note that is asked for.
    .filter((name) => caller !== "of a child who left" || name !== "languages.speech.note")
    // The page of one's own account says one's own name, in which every adult here carries the canary; it takes no id and reads no child.
    .filter((name) => name !== "signIn.listening.account");
}

/** What a parent or carer learns through one procedure: an answer unlike "no such record", or a name. Empty when all is well. */
export async function leaksThrough(name: string, world: World, mark: string, caller: (typeof familyCallers)[number], next = contextsAs(world, caller)): Promise<string[]> {
  const target = targetOf(world, caller);
  const missing = nowhere();
  const theirs = await ask(await next(typeOf(name)), name, target.ids);
  const nothing = await ask(await next(typeOf(name)), name, missing);
  // An event that was announced is everybody's; what visitors said of themselves is not.
  const announced = /^events\.(open\.|place\.book$)/.test(name);
  const unlike = !announced && inputs[name]?.length && withoutIds(theirs.text, target.ids) !== withoutIds(nothing.text, missing);
  return [...(unlike ? [`${name}: ${theirs.text.slice(0, 160)}`] : []), ...(theirs.text.includes(`${mark}${canaryOf(caller)}`) ? [`${name}: canary`] : [])];
}

/** What a parent or carer learns of what is not theirs to know, a line each, through every procedure. Empty when all is well. */
export async function findLeaks(world: World, mark: string, caller: (typeof familyCallers)[number]): Promise<string[]> {
  const leaks: string[] = [];
  const next = contextsAs(world, caller);
  for (const name of lookedThrough(caller)) leaks.push(...(await leaksThrough(name, world, mark, caller, next)));
  return leaks;
}

/** The first `enough` procedures through which something is learnt. */
export async function findHoles(world: World, mark: string, caller: (typeof familyCallers)[number], enough: number): Promise<string[]> {
  const holes: string[] = [];
  const next = contextsAs(world, caller);
  for (const name of lookedThrough(caller)) {
    if (holes.length >= enough) break;
    if ((await leaksThrough(name, world, mark, caller, next)).length > 0) holes.push(name);
  }
  return holes;
}
