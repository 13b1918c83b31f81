"use server";

import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { correctInput } from "@/server/features/reports/correcting/schema";
import { reportInput } from "@/server/features/reports/schema";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { refusedWords } from "./staff-refused";
import { readCorrections, readTyped } from "./staff-corrections";

/** What fits into the note that carries typed words back to the form; a cookie is small. */
const CARRIED = 2400;

/** As much of what was typed as fits, the shortest first: only a very long text of one's own can be left behind. */
function fitting(typed: Record<string, string>): Record<string, string> {
  let room = CARRIED;
  return Object.fromEntries(Object.entries(typed).sort(([, a], [, b]) => a.length - b.length).filter(([name, value]) => (room -= encodeURIComponent(name + value).length) > 0));
}

/** Shares a corrected report: only what is different from what stands there is changed. */
export async function correctAction(form: FormData): Promise<never> {
  const locale = pageLanguage(String(form.get("locale"))).tag;
  const { reportId } = reportInput.parse({ reportId: form.get("reportId") });
  const page = `/staff/reports/preview/${reportId}`;
  const api = await getApi(locale);
  const now = await orRefusal(api.reports.publishing.correctable({ reportId }));
  if (!now.ok) redirect(`/${locale}${page}`);
  const refuse = async (message: string, more: { namespace?: string; values?: Record<string, string> } = {}): Promise<never> => {
    await leaveFlash(`${page}/correct`, { tone: "stop", message, namespace: more.namespace, values: { ...fitting(readTyped(now.value, form)), ...more.values } });
    redirect(`/${locale}${page}/correct`);
  };
  const changes = readCorrections(now.value, form);
  if (typeof changes === "string") return refuse(`correct.${changes}`);
  if (changes.entries.length === 0 && changes.attendance === undefined) return refuse("correct.unchanged");
  const parsed = correctInput.safeParse({ reportId, edition: Number(form.get("edition")), note: form.get("note"), ...changes });
  if (!parsed.success) return refuse("correct.short");
  const answer = await orRefusal(api.reports.publishing.correct(parsed.data));
  if (!answer.ok) {
    const { code, fields } = answer.error;
    const words = await refusedWords(locale, fields, "one");
    if (words) return refuse(words.message, words);
    if (fields.comments) return refuse("correct.doesNotFit");
    return refuse(code === "conflict" ? ("edition" in fields ? "correct.edition" : "preview.moved") : code === "invalid_input" ? "correct.unchanged" : code);
  }
  await leaveFlash(page, { tone: "good", message: "correct.done", values: { count: String(answer.value.told) } });
  redirect(`/${locale}${page}`);
}
