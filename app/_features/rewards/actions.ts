"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { answerConsentInput, recordConsentInput } from "@/server/features/people/photos/schema";
import { decideInput, flagInput, replyInput, successInput } from "@/server/features/rewards/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import type { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { sendFlag } from "../shell/send-flag";
import { AGREED, FAMILY_PHOTOS, FAMILY_REWARDS, REWARDS } from "./places";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");
const localeOf = (form: FormData) => pageLanguage(text(form, "locale")).tag;
const good = (message: string): Flash => ({ tone: "good", namespace: "rewards.said", message });

/** The words for a refusal: its own where it has some, else those of its code. */
function refused(error: AppError | null): Flash {
  const known = error?.fields.photo === "no_consent" ? "noConsent" : error?.fields.translation ? "unchecked" : null;
  return known ? { tone: "stop", namespace: "rewards.said", message: known } : { tone: "stop", message: error?.code ?? "invalid_input" };
}

async function goTo(locale: string, path: string, flash: Flash, rest = ""): Promise<never> {
  await leaveFlash(path, flash);
  redirect(`/${locale}${path}${rest}`);
}

/** The family says something back. */
export async function replyAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const [locale, path] = [localeOf(form), `${FAMILY_REWARDS}/${encodeURIComponent(text(form, "successId"))}`];
  const parsed = replyInput.safeParse({ successId: text(form, "successId"), answer: text(form, "answer") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).rewards.own.reply(parsed.data)) : null;
  return goTo(locale, path, answer?.ok ? good("replied") : refused(answer?.error ?? null));
}

/** "This is not clear" or "this looks wrong" beside a sentence of good news. */
export async function flagSuccessAction(form: FormData): Promise<never> {
  return sendFlag(form, `${FAMILY_REWARDS}/${encodeURIComponent(text(form, "successId"))}`, flagInput, (api, flag) => api.rewards.own.flag(flag));
}

/** The family says yes or no to photos for one use: the button's value is "school:yes". */
export async function consentAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const [use, said] = text(form, "answer").split(":");
  const parsed = answerConsentInput.safeParse({ pupilId: text(form, "pupilId"), use, given: said === "yes" });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).rewards.consent.answer(parsed.data)) : null;
  return goTo(locale, FAMILY_PHOTOS, answer?.ok ? good("consent") : refused(answer?.error ?? null), `#c-${encodeURIComponent(text(form, "pupilId"))}`);
}

/** Staff write down what an adult said about photos. */
export async function recordConsentAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const [use, said] = text(form, "answer").split(":");
  const parsed = recordConsentInput.safeParse({ pupilId: text(form, "pupilId"), adultId: text(form, "adultId"), use, given: said === "yes" });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).rewards.consent.record(parsed.data)) : null;
  return goTo(locale, AGREED, answer?.ok ? good("recorded") : refused(answer?.error ?? null), `?class=${encodeURIComponent(text(form, "class"))}`);
}

/** Lets what was noted through, or keeps it back. */
export async function decideAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const yes = text(form, "decide") === "yes";
  const parsed = decideInput.safeParse({ noteKey: text(form, "noteKey"), yes });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).rewards.decide(parsed.data)) : null;
  return goTo(locale, REWARDS, answer?.ok ? good(yes ? "approved" : "refused") : refused(answer?.error ?? null));
}

/** Takes one success back. */
export async function takeBackAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = successInput.safeParse({ successId: text(form, "successId") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).rewards.takeBack(parsed.data)) : null;
  return goTo(locale, REWARDS, answer?.ok ? good("takenBack") : refused(answer?.error ?? null));
}
