"use server";

import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { flagInput } from "@/server/features/reports/reading/schema";
import { reportInput } from "@/server/features/reports/schema";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { sendFlag } from "../shell/send-flag";

function target(form: FormData) {
  const locale = pageLanguage(String(form.get("locale"))).tag;
  const report = `/family/reports/${encodeURIComponent(String(form.get("reportId")))}`;
  const view = form.get("view");
  const path = view === "easy" ? `${report}/easy` : report;
  return { locale, report, path, address: `/${locale}${path}${view === "full" ? "?view=full" : ""}#answers` };
}

/** "I have read this." */
export async function acknowledgeAction(form: FormData): Promise<never> {
  const { locale, path, address } = target(form);
  const parsed = reportInput.safeParse({ reportId: form.get("reportId") });
  const api = await getApi(locale);
  const answer = parsed.success ? await orRefusal(api.reports.family.acknowledge(parsed.data)) : null;
  if (!answer?.ok) await leaveFlash(path, { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(address);
}

/** Keeps how reports open for this adult, and opens this one so. */
export async function chooseViewAction(form: FormData): Promise<never> {
  const { locale, report } = target(form);
  const easyRead = form.get("view") === "easy";
  const answer = await orRefusal((await getApi(locale)).people.views.choose({ easyRead }));
  const path = easyRead ? `${report}/easy` : report;
  await leaveFlash(path, answer.ok ? { tone: "good", message: easyRead ? "chosenEasy" : "chosenFull", namespace: "easy" } : { tone: "stop", message: answer.error.code });
  redirect(`/${locale}${path}`);
}

/** "Ring me and tell me what it says", from the page on which the report is heard. */
export async function phoneMeAction(form: FormData): Promise<never> {
  const { locale, report } = target(form);
  const parsed = reportInput.safeParse({ reportId: form.get("reportId") });
  const api = await getApi(locale);
  const answer = parsed.success ? await orRefusal(api.reports.listening.phoneMe(parsed.data)) : null;
  if (!answer?.ok) await leaveFlash(`${report}/listen`, { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${report}/listen`);
}

/** "This is not clear" or "this looks wrong" beside a sentence. */
export async function flagAction(form: FormData): Promise<never> {
  return sendFlag(form, target(form).path, flagInput, (api, flag) => api.reports.family.flag(flag));
}
