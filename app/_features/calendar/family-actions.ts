"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { choiceInput } from "@/server/features/calendar/schema";
import { flagInput } from "@/server/features/events/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { sendFlag } from "../shell/send-flag";
import { FAMILY_CALENDAR } from "./places";
import { queryOf } from "./sections";

const said = (message: string): Flash => ({ tone: "good", namespace: "calendar.said", message });
const stop = (error: AppError): Flash => ({ tone: "stop", message: error.code });

async function goBack(locale: string, flash: Flash, place = ""): Promise<never> {
  await leaveFlash(FAMILY_CALENDAR, flash);
  redirect(`/${locale}${FAMILY_CALENDAR}${place}`);
}

/** Keeps when the adult is reminded, and whether festivals are shown. */
export async function chooseAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(String(form.get("locale") ?? "")).tag;
  const parsed = choiceInput.safeParse({ reminders: form.get("reminders"), festivals: form.get("festivals") === "yes" });
  if (!parsed.success) return goBack(locale, stop(new AppError("invalid_input")));
  const answer = await orRefusal((await getApi(locale)).calendar.own.choose(parsed.data));
  return goBack(locale, answer.ok ? said("chosen") : stop(answer.error));
}

/** Makes the secret link anew, or ends it. */
export async function linkAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(String(form.get("locale") ?? "")).tag;
  const api = await getApi(locale);
  const ends = form.get("what") === "end";
  const answer = await orRefusal<unknown>(ends ? api.calendar.own.endLink() : api.calendar.own.makeLink());
  return goBack(locale, answer.ok ? said(ends ? "linkEnded" : "linkMade") : stop(answer.error), ends ? "" : "#phone");
}

/** "This is not clear" or "this looks wrong" beside a sentence of an event. */
export async function flagEventAction(form: FormData): Promise<never> {
  const query = queryOf({ month: String(form.get("month") ?? ""), child: String(form.get("child") ?? "") });
  return sendFlag(form, FAMILY_CALENDAR, flagInput, (api, flag) => api.events.flag(flag), query);
}
