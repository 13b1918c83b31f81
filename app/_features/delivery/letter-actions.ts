"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { answerLetterInput, openRunInput, printRunInput } from "@/server/features/delivery/letters/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { formatDate } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";

const PATH = "/staff/letters";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

async function opened(form: FormData): Promise<string> {
  requireOwnOrigin(await headers());
  return pageLanguage(text(form, "locale")).tag;
}

/** Takes the letters that wait into a file, of one class or all. */
export async function printRunAction(form: FormData): Promise<never> {
  const locale = await opened(form);
  const parsed = printRunInput.safeParse({ classGroupId: text(form, "classGroupId") || undefined });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).delivery.letters.print(parsed.data)) : null;
  if (!answer?.ok) await leaveFlash(PATH, { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  else if (!answer.value) await leaveFlash(PATH, { tone: "stop", namespace: "delivery.letters", message: "nothing" });
  else await leaveFlash(PATH, { tone: "good", namespace: "delivery.letters", message: "ready", values: { count: String(answer.value.letters) } });
  redirect(`/${locale}${PATH}`);
}

/** Puts the letters of a file back among those that wait. */
export async function putBackRunAction(form: FormData): Promise<never> {
  const locale = await opened(form);
  const parsed = openRunInput.safeParse({ runId: text(form, "runId") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).delivery.letters.putBack(parsed.data)) : null;
  if (!answer?.ok) await leaveFlash(PATH, { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  else await leaveFlash(PATH, { tone: "good", namespace: "delivery.letters", message: "putBackDone" });
  redirect(`/${locale}${PATH}`);
}

/** Answers a letter with its code. What was typed is not kept: a code is a secret. */
export async function answerLetterAction(form: FormData): Promise<never> {
  const locale = await opened(form);
  const path = "/answer";
  const parsed = answerLetterInput.safeParse({ code: text(form, "code"), says: text(form, "says") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).delivery.letters.answer(parsed.data)) : null;
  if (answer?.ok) await leaveFlash(path, { tone: "good", message: answer.value.says === "phone" ? "answer.thanksPhone" : "answer.thanksRead" });
  else if (!answer || answer.error.code === "invalid_input") await leaveFlash(path, { tone: "stop", message: "answer.wrongShape", fields: { code: "wrongShape" } });
  else if (answer.error.fields.retryAt) {
    const { school } = await getContext(locale);
    await leaveFlash(path, { tone: "stop", namespace: "signIn", message: "problem.rateLimited", values: { time: formatDate(locale, new Date(answer.error.fields.retryAt), "shortMoment", school.zone) } });
  } else await leaveFlash(path, { tone: "stop", message: answer.error.code === "expired" ? "answer.expired" : answer.error.code });
  redirect(`/${locale}${path}`);
}
