"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { requestLinkInput, useCodeInput, useLinkInput } from "@/server/features/sign-in/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import type { AppError } from "@/server/lib/errors";
import { formatDate } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { dropSession, keepNext, keepSession, takeNext } from "./session-cookie";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

/** What every form of the feature starts with: whose page sent it, and in which language. */
async function opened(form: FormData): Promise<{ locale: string; next: string }> {
  requireOwnOrigin(await headers());
  return { locale: pageLanguage(text(form, "locale")).tag, next: text(form, "next").slice(0, 500) };
}

function withNext(path: string, next: string): string {
  return next ? `${path}?next=${encodeURIComponent(next)}` : path;
}

/** Leaves a refusal for the page of a form: too many tries says until when, others their own words or the code's. */
async function leaveRefusal(path: string, locale: string, error: AppError, words: Record<string, string> = {}): Promise<void> {
  const { retryAt } = error.fields;
  if (retryAt) {
    const { school } = await getContext(locale);
    const time = formatDate(locale, new Date(retryAt), "shortMoment", school.zone);
    return leaveFlash(path, { tone: "stop", message: "problem.rateLimited", values: { time } });
  }
  return leaveFlash(path, { tone: "stop", message: words[error.code] ?? error.code });
}

/** Asks for a link. The answer is the same page for every address. */
export async function requestLinkAction(form: FormData): Promise<never> {
  const { locale, next } = await opened(form);
  const email = text(form, "email");
  const back = withNext(`/${locale}/sign-in`, next);
  const parsed = requestLinkInput.safeParse({ email });
  if (!parsed.success) {
    await leaveFlash("/sign-in", { tone: "stop", message: "problem.heading", fields: { email: "page.emailWrong" }, values: { email } });
    redirect(back);
  }
  const answer = await orRefusal((await getApi(locale)).signIn.requestLink(parsed.data));
  if (!answer.ok) {
    await leaveRefusal("/sign-in", locale, answer.error);
    redirect(back);
  }
  await keepNext(next);
  redirect(`/${locale}/sign-in/sent`);
}

/** Uses the link of an e-mail: the one button on its page. */
export async function useLinkAction(form: FormData): Promise<never> {
  const { locale } = await opened(form);
  const parsed = useLinkInput.safeParse({ token: text(form, "token"), next: await takeNext() });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).signIn.useLink(parsed.data)) : null;
  if (!answer?.ok) {
    if (answer) await leaveRefusal("/sign-in", locale, answer.error, { expired: "problem.expired" });
    else await leaveFlash("/sign-in", { tone: "stop", message: "problem.expired" });
    redirect(`/${locale}/sign-in`);
  }
  await keepSession(answer.value.ticket);
  redirect(answer.value.home);
}

/** Uses the code of a letter. What was typed is not kept: a code is a secret. */
export async function useCodeAction(form: FormData): Promise<never> {
  const { locale, next } = await opened(form);
  const parsed = useCodeInput.safeParse({ code: text(form, "code"), next: next || undefined });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).signIn.useCode(parsed.data)) : null;
  if (!answer?.ok) {
    if (!answer || answer.error.code === "invalid_input") {
      await leaveFlash("/sign-in/code", { tone: "stop", message: "problem.heading", fields: { code: "code.wrongShape" } });
    } else await leaveRefusal("/sign-in/code", locale, answer.error, { expired: "problem.expired" });
    redirect(withNext(`/${locale}/sign-in/code`, next));
  }
  await keepSession(answer.value.ticket);
  redirect(answer.value.home);
}

/** Signs out here. */
export async function signOutAction(form: FormData): Promise<never> {
  const { locale } = await opened(form);
  await (await getApi(locale)).signIn.signOut();
  await dropSession();
  redirect(`/${locale}`);
}

/** Signs out on every device. */
export async function signOutEverywhereAction(form: FormData): Promise<never> {
  const { locale } = await opened(form);
  await orRefusal((await getApi(locale)).signIn.signOutEverywhere());
  await dropSession();
  redirect(`/${locale}/sign-in`);
}
