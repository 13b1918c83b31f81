"use server";

import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { reportInput } from "@/server/features/reports/schema";
import { pageLanguage } from "@/server/lib/i18n/languages";

function target(form: FormData) {
  const locale = pageLanguage(String(form.get("locale"))).tag;
  const path = `/family/reports/${encodeURIComponent(String(form.get("reportId")))}`;
  return { locale, path, address: `/${locale}${path}#answers` };
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

/** "Ring me and tell me what it says", from the page on which the report is heard. */
export async function phoneMeAction(form: FormData): Promise<never> {
  const { locale, path } = target(form);
  const parsed = reportInput.safeParse({ reportId: form.get("reportId") });
  const api = await getApi(locale);
  const answer = parsed.success ? await orRefusal(api.reports.listening.phoneMe(parsed.data)) : null;
  if (!answer?.ok) await leaveFlash(`${path}/listen`, { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${path}/listen`);
}
