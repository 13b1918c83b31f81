"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { assignInput, coverInput } from "@/server/features/contacts/caseloads/schema";
import { decideInput } from "@/server/features/contacts/proposals/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

/** Confirms what was learned of an adult, or drops it, and goes back to the record. */
export async function decideLearnedAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const path = `/staff/contacts/${encodeURIComponent(text(form, "pupilId"))}`;
  const confirm = text(form, "decision") === "confirm";
  const parsed = decideInput.safeParse({ proposalId: text(form, "proposalId"), confirm });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).contacts.decide(parsed.data)) : null;
  await leaveFlash(path, answer?.ok ? { tone: "good", message: confirm ? "learned.done" : "learned.dropped" } : { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${path}`);
}

const CASELOADS = "/staff/caseloads";

function backTo(form: FormData): string {
  const kept = ["language", "need"].flatMap((name) => (text(form, name) ? [[name, text(form, name)]] : []));
  return `/${pageLanguage(text(form, "locale")).tag}${CASELOADS}${kept.length > 0 ? `?${new URLSearchParams(kept)}` : ""}`;
}

/** Gives the families that were ticked to a worker. */
export async function assignAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const parsed = assignInput.safeParse({ pupilIds: form.getAll("pupilId").map(String), workerId: text(form, "workerId"), handoverNote: text(form, "handoverNote") || undefined });
  const answer = parsed.success ? await orRefusal((await getApi(text(form, "locale"))).contacts.assign(parsed.data)) : null;
  await leaveFlash(CASELOADS, answer?.ok
    ? { tone: "good", message: "caseloads.assigned", values: { count: String(answer.value.pupils) } }
    : { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(backTo(form));
}

/** Lets somebody step in for a worker. */
export async function coverAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const fields = Object.fromEntries(["workerId", "coverId", "from", "until"].map((name) => [name, text(form, name)]));
  const parsed = coverInput.safeParse({ ...fields, handoverNote: text(form, "handoverNote") || undefined });
  const answer = parsed.success ? await orRefusal((await getApi(text(form, "locale"))).contacts.cover(parsed.data)) : null;
  await leaveFlash(CASELOADS, answer?.ok ? { tone: "good", message: "caseloads.covered" } : { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(backTo(form));
}
