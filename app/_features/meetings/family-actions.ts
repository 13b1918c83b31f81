"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { askInput, moveInput } from "@/server/features/meetings/booking/schema";
import { flagInput, keepInput } from "@/server/features/meetings/promises/schema";
import { meetingInput } from "@/server/features/meetings/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { sendFlag } from "../shell/send-flag";
import { FAMILY_MEETINGS } from "./answers";
import { good, refused, text } from "./faults";

const localeOf = (form: FormData) => pageLanguage(text(form, "locale")).tag;

async function goTo(locale: string, path: string, flash: Flash, query = ""): Promise<never> {
  await leaveFlash(path, flash);
  redirect(`/${locale}${path}${query}`);
}

/** Moves a meeting to another time. */
export async function moveAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const [roundId, pupilId, teacherId, meetingId] = ["roundId", "pupilId", "teacherId", "meetingId"].map((name) => text(form, name)) as [string, string, string, string];
  const picked = { startsAt: text(form, "startsAt"), mode: text(form, "mode") };
  const moved = moveInput.safeParse({ meetingId, ...picked });
  const answer = moved.success ? await orRefusal((await getApi(locale)).meetings.own.move(moved.data)) : null;
  if (answer?.ok) return goTo(locale, FAMILY_MEETINGS, good("moved"));
  const path = `${FAMILY_MEETINGS}/${encodeURIComponent(roundId)}/pick`;
  return goTo(locale, path, refused(answer?.error ?? null, picked), `?${new URLSearchParams({ child: pupilId, teacher: teacherId })}`);
}

/** Calls a meeting off, or takes it back. */
export async function ownMeetingAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const what = text(form, "what");
  const parsed = meetingInput.safeParse({ meetingId: text(form, "meetingId") });
  const api = await getApi(locale);
  const answer = parsed.success ? await orRefusal(what === "takeBack" ? api.meetings.own.takeBack(parsed.data) : api.meetings.own.cancel(parsed.data)) : { ok: false as const, error: new AppError("invalid_input") };
  return goTo(locale, FAMILY_MEETINGS, answer.ok ? good(what === "takeBack" ? "takenBack" : "cancelled") : refused(answer.error));
}

/** "This is not clear" or "this looks wrong" beside a sentence of a promise. */
export async function flagPromiseAction(form: FormData): Promise<never> {
  return sendFlag(form, FAMILY_MEETINGS, flagInput, (api, flag) => api.meetings.own.flag(flag));
}

/** The family says that a promise of its own is kept. */
export async function keepPromiseAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = keepInput.safeParse({ promiseId: text(form, "promiseId") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).meetings.own.keep(parsed.data)) : { ok: false as const, error: new AppError("invalid_input") };
  return goTo(locale, FAMILY_MEETINGS, answer.ok ? good("promiseKept") : refused(answer.error));
}

/** Says when the family can, and whom it would like to meet. */
export async function askAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const roundId = text(form, "roundId");
  const path = `${FAMILY_MEETINGS}/${encodeURIComponent(roundId)}`;
  const [wished, suits, keeps] = ["wish", "suits", "keeps"].map((name) => form.getAll(name).map(String)) as [string[], string[], string[]];
  const wishes = wished.map((each) => ({ pupilId: each.split(":")[0] ?? "", teacherId: each.split(":")[1] ?? "" }));
  const parsed = askInput.safeParse({ roundId, suits, keeps, mode: text(form, "mode"), wishes });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).meetings.own.ask(parsed.data)) : { ok: false as const, error: new AppError("invalid_input", { wishes: wishes.length === 0 ? "nobody" : "needed" }) };
  return goTo(locale, path, answer.ok ? good("asked") : refused(answer.error, { typed: "1", wish: wished.join(","), suits: suits.join(","), keeps: keeps.join(","), mode: text(form, "mode") }));
}
