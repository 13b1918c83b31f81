"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { factorCodeInput, resetInput } from "@/server/features/sign-in/second-factor/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import type { AppError } from "@/server/lib/errors";
import { formatDate } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { dropSpareCodes, keepSession, keepSpareCodes } from "./session-cookie";

const PATH = "/staff/second-factor";
const COLLEAGUES = `${PATH}/people`;

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

interface Opened {
  locale: string;
  next: string;
  back: string;
  input: { code: string; next?: string };
}

async function opened(form: FormData): Promise<Opened> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const next = text(form, "next").slice(0, 500);
  const back = `/${locale}${PATH}${next ? `?next=${encodeURIComponent(next)}` : ""}`;
  return { locale, next, back, input: factorCodeInput.parse({ code: text(form, "code").slice(0, 60), next: next || undefined }) };
}

/** Sends the person back to the form with what was wrong; whoever is no longer signed in, to sign in. */
async function refuse({ locale, back }: Opened, error: AppError, words: Record<string, string>): Promise<never> {
  if (error.code === "sign_in_required" || error.code === "not_found") redirect(`/${locale}/sign-in`);
  const { retryAt, code } = error.fields;
  if (retryAt) {
    const time = formatDate(locale, new Date(retryAt), "shortMoment", (await getContext(locale)).school.zone);
    await leaveFlash(PATH, { tone: "stop", message: "problem.rateLimited", values: { time } });
  } else await leaveFlash(PATH, { tone: "stop", message: words[code ?? ""] ?? error.code });
  redirect(back);
}

const codeWords = { wrong: "secondFactor.wrong", used: "secondFactor.used" };

/** Makes the secret that the phone is linked with. */
export async function startFactorAction(form: FormData): Promise<never> {
  const at = await opened(form);
  const answer = await orRefusal((await getApi(at.locale)).signIn.secondFactor.start());
  if (!answer.ok) return refuse(at, answer.error, {});
  redirect(at.back);
}

/** Links the phone with its first code, and shows the spare codes. */
export async function confirmFactorAction(form: FormData): Promise<never> {
  const at = await opened(form);
  const answer = await orRefusal((await getApi(at.locale)).signIn.secondFactor.confirm(at.input));
  if (!answer.ok) return refuse(at, answer.error, codeWords);
  await keepSession(answer.value.ticket);
  await keepSpareCodes(answer.value.recoveryCodes);
  redirect(`/${at.locale}${PATH}/codes`);
}

/** Gives the code of the moment. */
export async function giveFactorAction(form: FormData): Promise<never> {
  const at = await opened(form);
  const answer = await orRefusal((await getApi(at.locale)).signIn.secondFactor.give(at.input));
  if (!answer.ok) return refuse(at, answer.error, codeWords);
  await keepSession(answer.value.ticket);
  redirect(answer.value.home);
}

/** Gives a spare code in its place. */
export async function recoverAction(form: FormData): Promise<never> {
  const at = await opened(form);
  const answer = await orRefusal((await getApi(at.locale)).signIn.secondFactor.recover(at.input));
  if (!answer.ok) return refuse(at, answer.error, { wrong: "secondFactor.recoverWrong" });
  await keepSession(answer.value.ticket);
  redirect(answer.value.home);
}

/** Makes ten new spare codes and shows them. */
export async function renewCodesAction(form: FormData): Promise<never> {
  const at = await opened(form);
  const answer = await orRefusal((await getApi(at.locale)).signIn.secondFactor.renewRecoveryCodes());
  if (!answer.ok) return refuse(at, answer.error, {});
  await keepSpareCodes(answer.value.recoveryCodes);
  redirect(`/${at.locale}${PATH}/codes`);
}

/** The spare codes are written down: they are forgotten here. */
export async function codesDoneAction(form: FormData): Promise<never> {
  const { locale } = await opened(form);
  await dropSpareCodes();
  redirect(`/${locale}/staff`);
}

/** Clears the second step of a colleague who lost the phone. */
export async function resetFactorAction(form: FormData): Promise<never> {
  const { locale } = await opened(form);
  const parsed = resetInput.safeParse({ adultId: text(form, "adultId") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).signIn.secondFactor.reset(parsed.data)) : null;
  await leaveFlash(COLLEAGUES, answer?.ok ? { tone: "good", message: "colleagues.done" } : { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${COLLEAGUES}`);
}
