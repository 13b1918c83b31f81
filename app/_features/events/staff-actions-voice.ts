"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { writeDownInput } from "@/server/features/events/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { STAFF_EVENTS } from "./places";

/** Keeps what a colleague wrote down of what a visitor said, and goes back to the guests. */
export async function writeDownAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const locale = pageLanguage(text("locale")).tag;
  const back = `${STAFF_EVENTS}/${encodeURIComponent(text("eventId"))}/guests`;
  const parsed = writeDownInput.safeParse({ voiceId: text("voiceId"), language: text("language"), words: text("words") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).events.voice.writeDown(parsed.data)) : null;
  if (!answer?.ok) await leaveFlash(back, { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${back}`);
}
