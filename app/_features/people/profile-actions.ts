"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRedirect, orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { answerOwnSchema, recordProfileSchema } from "@/server/features/people/profile/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { afterStep, HOME, isStep, type OwnProfile, type Step, steps } from "./profile-steps";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");
const list = (form: FormData, name: string) => form.getAll(name).map(String).filter(Boolean);

/** What the form of a step says, in the shape of an answer. */
function answerOf(step: Step, form: FormData, own: OwnProfile) {
  const [value = ""] = list(form, "value");
  const [best] = own.spokenLanguages;
  switch (step) {
    case "speaks": return { question: "speaks", value: [value, ...own.spokenLanguages.filter((tag) => tag !== value)] };
    case "also": return { question: "speaks", value: [...new Set([...(best ? [best] : []), ...list(form, "value")])] };
    case "reading-language": return { question: "reading_language", value: [value] };
    case "prefers": return { question: "prefers", value: text(form, "pick").split(",").filter(Boolean) };
    default: return { question: step, value: [value] };
  }
}

/** Keeps the answer to one question and goes on, or back to all answers. */
export async function answerProfileAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const named = text(form, "step");
  const step = isStep(named) ? named : steps[0];
  const goOn = text(form, "go") === "on";
  const path = `${HOME}/${step}`;
  const api = await getApi(locale);
  const own = await orRedirect(locale, path, api.people.profile.own());
  const parsed = answerOwnSchema.safeParse(answerOf(step, form, own));
  const answer = parsed.success ? await orRefusal(api.people.profile.answerOwn(parsed.data)) : null;
  if (!answer?.ok) {
    await leaveFlash(path, { tone: "stop", message: answer?.error.code ?? (step === "prefers" ? "family.pickOne" : "invalid_input") });
    redirect(`/${locale}${path}${goOn ? "?go=on" : ""}#main`);
  }
  const now = step === "reading" && parsed.success ? { readingNeed: parsed.data.value[0] as OwnProfile["readingNeed"] } : own;
  const next = afterStep(step, goOn, now);
  if (next === HOME) await leaveFlash(HOME, { tone: "good", message: goOn ? "family.done" : "family.saved" });
  // Named, or the browser would keep the place on the page that was left.
  redirect(`/${locale}${next}#main`);
}

/** What staff wrote down of one adult. Empty fields say nothing. */
export async function recordProfileAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const adultId = text(form, "adultId");
  const path = `/staff/people/adults/${encodeURIComponent(adultId)}`;
  const one = (name: string) => text(form, name) || undefined;
  const [speaks, prefers] = [list(form, "speaks"), list(form, "prefers")];
  const values = {
    source: text(form, "source"), speaks: form.getAll("speaks").map(String).join("\n"), reading: text(form, "reading"), readingLanguage: text(form, "readingLanguage"),
    prefers: form.getAll("prefers").map(String).join("\n"), interpreter: text(form, "interpreter"),
  };
  const parsed = recordProfileSchema.safeParse({
    adultId, source: form.get("source"), speaks: speaks.length > 0 ? speaks : undefined, reading: one("reading"), readingLanguage: one("readingLanguage"),
    prefers: prefers.length > 0 ? prefers : undefined, interpreter: one("interpreter"),
  });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).people.profile.record(parsed.data)) : null;
  if (answer?.ok) {
    const { recorded, outranked } = answer.value;
    await leaveFlash(path, { tone: "good", message: outranked > 0 ? "staff.savedOutranked" : recorded > 0 ? "staff.saved" : "staff.savedNone" });
  } else {
    const twice = !parsed.success && parsed.error.issues.some((issue) => issue.path[0] === "prefers");
    const unknown = answer?.error.fields.speaks;
    const fields: Record<string, string> = unknown ? { speaks: "staff.languageUnknown" } : {};
    await leaveFlash(path, { tone: "stop", message: twice ? "staff.twice" : unknown ? "staff.languageUnknown" : answer?.error.code ?? "invalid_input", fields, values });
  }
  redirect(`/${locale}${path}`);
}
