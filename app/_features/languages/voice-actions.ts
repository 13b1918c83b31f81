"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { recordingInput, transcribeInput } from "@/server/features/languages/speech/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { readTranscribedOn } from "./voice-places";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

/** Lets a recording through or throws it away, and goes back to the list. */
export async function decideRecordingAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const approve = text(form, "decision") === "approve";
  const parsed = recordingInput.safeParse({ recordingId: text(form, "recordingId") });
  const api = await getApi(locale);
  const answer = parsed.success ? await orRefusal(approve ? api.languages.speech.approve(parsed.data) : api.languages.speech.refuse(parsed.data)) : null;
  if (!answer?.ok) await leaveFlash("/staff/recordings", { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  else await leaveFlash("/staff/recordings", { tone: "good", message: approve ? "recordings.approved" : "recordings.refused" });
  redirect(`/${locale}/staff/recordings`);
}

/** Keeps what a colleague wrote down of a voice note, and goes back to where it was heard. */
export async function transcribeAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const parsed = transcribeInput.safeParse({ noteId: text(form, "noteId"), body: text(form, "body") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).languages.speech.transcribe(parsed.data)) : null;
  const back = readTranscribedOn(text(form, "back"));
  if (!answer?.ok) await leaveFlash(back, { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${back}`);
}
