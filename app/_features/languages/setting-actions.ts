"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { removeTermInput, saveTermInput } from "@/server/features/languages/glossary/schema";
import { inviteInput, revokeInput } from "@/server/features/languages/outside/schema";
import { setSwitchInput } from "@/server/features/languages/service/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { keptValues } from "./kept";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

async function back(form: FormData, page: string, tone: "good" | "stop", message: string, values?: Record<string, string>): Promise<never> {
  const path = `/staff/translation/${page}`;
  await leaveFlash(path, { tone, message, values });
  const language = page === "glossary" ? `?language=${encodeURIComponent(text(form, "language"))}` : "";
  redirect(`/${pageLanguage(text(form, "locale")).tag}${path}${language}`);
}

/** Writes a word of the school. */
export async function saveTermAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const typed = { term: text(form, "term"), word: text(form, "word"), explanation: text(form, "explanation") };
  const parsed = saveTermInput.safeParse({ ...typed, language: form.get("language"), doNotTranslate: form.get("keep") !== null });
  if (!parsed.success) return back(form, "glossary", "stop", "invalid_input", keptValues(typed));
  const answer = await orRefusal((await getApi(text(form, "locale"))).languages.glossary.save(parsed.data));
  return answer.ok ? back(form, "glossary", "good", "glossary.saved") : back(form, "glossary", "stop", answer.error.code, keptValues(typed));
}

/** Takes a word out. */
export async function removeTermAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const parsed = removeTermInput.safeParse({ language: form.get("language"), term: form.get("term") });
  if (!parsed.success) return back(form, "glossary", "stop", "invalid_input");
  const answer = await orRefusal((await getApi(text(form, "locale"))).languages.glossary.remove(parsed.data));
  return answer.ok ? back(form, "glossary", "good", "glossary.removed") : back(form, "glossary", "stop", answer.error.code);
}

/** Makes a link for a translator outside the school. */
export async function inviteAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const typed = { name: text(form, "name"), language: text(form, "language"), days: text(form, "days") };
  const parsed = inviteInput.safeParse({ ...typed, kinds: form.getAll("kinds") });
  if (!parsed.success) return back(form, "outside", "stop", "invalid_input", keptValues({ name: typed.name }));
  const answer = await orRefusal((await getApi(text(form, "locale"))).languages.outside.invite(parsed.data));
  return answer.ok ? back(form, "outside", "good", "outside.made") : back(form, "outside", "stop", answer.error.code);
}

/** Stops a link at once. */
export async function revokeAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const parsed = revokeInput.safeParse({ inviteId: form.get("inviteId") });
  if (!parsed.success) return back(form, "outside", "stop", "invalid_input");
  const answer = await orRefusal((await getApi(text(form, "locale"))).languages.outside.revoke(parsed.data));
  return answer.ok ? back(form, "outside", "good", "outside.revoked") : back(form, "outside", "stop", answer.error.code);
}

/** Says yes or no to the service for a kind of text. */
export async function switchAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const parsed = setSwitchInput.safeParse({ kind: form.get("kind"), enabled: form.get("enabled") === "1" });
  if (!parsed.success) return back(form, "service", "stop", "invalid_input");
  const answer = await orRefusal((await getApi(text(form, "locale"))).languages.service.set(parsed.data));
  return answer.ok ? back(form, "service", "good", "service.switched") : back(form, "service", "stop", answer.error.code);
}

/** Asks the service what it can do. */
export async function askServiceAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const answer = await orRefusal((await getApi(text(form, "locale"))).languages.service.check());
  if (answer.ok) return back(form, "service", "good", "service.asked", { count: String(answer.value.languages) });
  const { service } = answer.error.fields;
  return back(form, "service", "stop", service && service !== "none" ? `service.outcomes.${service}` : answer.error.code);
}
