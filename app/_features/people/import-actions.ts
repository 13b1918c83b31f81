"use server";

import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { applyInput, runInput } from "@/server/features/people/import/schema";
import { pageLanguage } from "@/server/lib/i18n/languages";

function placesOf(form: FormData) {
  const locale = pageLanguage(String(form.get("locale") ?? "")).tag;
  const path = `/staff/import/${encodeURIComponent(String(form.get("runId") ?? ""))}`;
  return { locale, path };
}

/** Brings a previewed file in. What goes away must have been looked at. */
export async function applyImportAction(form: FormData): Promise<never> {
  const { locale, path } = placesOf(form);
  const parsed = applyInput.safeParse({ runId: form.get("runId"), removals: form.get("removals") });
  if (!parsed.success) await leaveFlash(path, { tone: "stop", message: "invalid_input" });
  else if (parsed.data.removals > 0 && form.get("seen") !== "yes") await leaveFlash(path, { tone: "stop", message: "run.removedMissing" });
  else {
    const answer = await orRefusal((await getApi(locale)).people.import.applyRun(parsed.data));
    if (!answer.ok) await leaveFlash(path, { tone: "stop", message: answer.error.code === "conflict" ? "errors.changed" : answer.error.code });
  }
  redirect(`/${locale}${path}`);
}

/** Drops a file that has not been brought in. */
export async function discardImportAction(form: FormData): Promise<never> {
  const { locale, path } = placesOf(form);
  const parsed = runInput.safeParse({ runId: form.get("runId") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).people.import.discard(parsed.data)) : null;
  if (!answer?.ok) await leaveFlash(path, { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${path}`);
}
