"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { awayInput, backInput, takeInput, writeDownInput } from "@/server/features/messages/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { daysKey, listPlanned } from "./away-planned";

const NAMESPACE = "messages.staff";
const AWAY = "/staff/messages/away";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

/** Takes a conversation on, or gives it back to the team. */
export async function takeAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const path = `/staff/messages/${encodeURIComponent(text(form, "threadId"))}`;
  const take = text(form, "take") === "1";
  const parsed = takeInput.safeParse({ threadId: text(form, "threadId"), take });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).messages.take(parsed.data)) : null;
  await leaveFlash(path, answer?.ok ? { tone: "good", namespace: NAMESPACE, message: take ? "taken" : "given" } : { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${path}`);
}

/** Keeps what a colleague wrote down of a family's voice note, and goes back to the message. */
export async function writeDownAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const path = `/staff/messages/${encodeURIComponent(text(form, "threadId"))}`;
  const parsed = writeDownInput.safeParse({ postId: text(form, "postId"), language: text(form, "language"), words: text(form, "words") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).messages.writeDown(parsed.data)) : null;
  if (!answer?.ok) await leaveFlash(path, { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${path}`); // no place in the page: with a script, the framework would then only scroll and show what stood there before
}

/** Notes when one is away, and who answers. Days on which families expect one are said first, and saved when the same days are sent again all the same. */
export async function goAwayAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const values: Record<string, string> = Object.fromEntries(["fromOn", "untilOn", "coverId"].map((name) => [name, text(form, name)]));
  const parsed = awayInput.safeParse({ ...values, coverId: values.coverId || undefined });
  const faults = parsed.success ? {} : Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]));
  const api = await getApi(locale);
  if (parsed.success && text(form, "anyway") !== daysKey(parsed.data)) {
    const planned = await orRefusal(listPlanned(api, (await getContext(locale)).actor, parsed.data));
    if (planned.ok && planned.value.length > 0) {
      await leaveFlash(AWAY, { tone: "stop", namespace: NAMESPACE, message: "awayStandsIn", values: { ...values, asked: daysKey(parsed.data) } });
      redirect(`/${locale}${AWAY}`);
    }
  }
  const answer = parsed.success ? await orRefusal(api.messages.goAway(parsed.data)) : { ok: false as const, error: new AppError("invalid_input", faults) };
  await leaveFlash(AWAY, answer.ok ? { tone: "good", namespace: NAMESPACE, message: "awaySaved" } : { tone: "stop", message: answer.error.code, fields: answer.error.fields, values });
  redirect(`/${locale}${AWAY}`);
}

/** Takes a time away back. */
export async function comeBackAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const parsed = backInput.safeParse({ awayId: text(form, "awayId") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).messages.comeBack(parsed.data)) : null;
  await leaveFlash(AWAY, answer?.ok ? { tone: "good", namespace: NAMESPACE, message: "awayRemoved" } : { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${AWAY}`);
}
