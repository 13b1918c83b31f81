"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { itemInput, rejectInput, saveInput, stakesInput } from "@/server/features/languages/workbench/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import type { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { keptValues } from "./kept";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");
const segmentOf = (form: FormData) => encodeURIComponent(text(form, "segmentId"));
const search = (form: FormData) => `?language=${encodeURIComponent(text(form, "language"))}&show=${encodeURIComponent(text(form, "show"))}`;

/** Back to the same sentence with what happened. */
async function stay(form: FormData, tone: "good" | "stop", message: string, more: { fields?: Record<string, string>; values?: Record<string, string> } = {}): Promise<never> {
  await leaveFlash(`/staff/translation/${segmentOf(form)}`, { tone, message, ...more });
  redirect(`/${pageLanguage(text(form, "locale")).tag}/staff/translation/${segmentOf(form)}${search(form)}`);
}

/** On to the next sentence, or to the list after the last. */
async function goOn(form: FormData, message: string): Promise<never> {
  const next = text(form, "next");
  const path = next ? `/staff/translation/${encodeURIComponent(next)}` : "/staff/translation";
  await leaveFlash(path, { tone: "good", message });
  redirect(`/${pageLanguage(text(form, "locale")).tag}${path}${search(form)}`);
}

function refuse(form: FormData, error: AppError): Promise<never> {
  const body = text(form, "body");
  if (error.fields.source === "changed") return stay(form, "stop", "done.changed", { values: keptValues({ body }) });
  return stay(form, "stop", error.code, { fields: error.fields, values: keptValues({ body }) });
}

/** Saves, approves, keeps or rejects a translation: which, says the button. */
export async function workAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const api = await getApi(text(form, "locale"));
  const item = { segmentId: form.get("segmentId"), language: form.get("language"), sourceHash: form.get("sourceHash") };
  if (form.get("as") === "reject") {
    const parsed = rejectInput.safeParse(item);
    if (!parsed.success) return stay(form, "stop", "invalid_input");
    const answer = await orRefusal(api.languages.workbench.reject(parsed.data));
    return answer.ok ? goOn(form, "done.rejected") : refuse(form, answer.error);
  }
  const parsed = saveInput.safeParse({ ...item, body: form.get("body"), as: form.get("as") });
  if (!parsed.success) return stay(form, "stop", "invalid_input", { fields: { body: "empty" }, values: keptValues({ body: text(form, "body") }) });
  const answer = await orRefusal(api.languages.workbench.save(parsed.data));
  return answer.ok ? goOn(form, `done.${parsed.data.as}`) : refuse(form, answer.error);
}

/** Ends what parents flagged, the words stay. */
export async function handleFlagsAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const parsed = itemInput.safeParse({ segmentId: form.get("segmentId"), language: form.get("language") });
  if (!parsed.success) return stay(form, "stop", "invalid_input");
  const answer = await orRefusal((await getApi(text(form, "locale"))).languages.workbench.handleFlags(parsed.data));
  return answer.ok ? stay(form, "good", "done.flags") : stay(form, "stop", answer.error.code);
}

/** Asks the service to translate back. */
export async function askBackAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const parsed = itemInput.safeParse({ segmentId: form.get("segmentId"), language: form.get("language") });
  if (!parsed.success) return stay(form, "stop", "invalid_input");
  const answer = await orRefusal((await getApi(text(form, "locale"))).languages.workbench.askBack(parsed.data));
  return answer.ok ? stay(form, "good", "done.back") : stay(form, "stop", answer.error.code);
}

/** Says what a wrong word in the text would cost. */
export async function stakesAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const parsed = stakesInput.safeParse({ textId: form.get("textId"), stakes: form.get("stakes") });
  if (!parsed.success) return stay(form, "stop", "invalid_input");
  const answer = await orRefusal((await getApi(text(form, "locale"))).languages.workbench.setStakes(parsed.data));
  return answer.ok ? stay(form, "good", "stakes.saved") : stay(form, "stop", answer.error.code);
}
