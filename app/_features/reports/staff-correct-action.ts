"use server";

import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { correctInput } from "@/server/features/reports/correcting/schema";
import { reportInput } from "@/server/features/reports/schema";
import { pageLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { readCorrectable, readCorrections } from "./staff-corrections";

/** What fits into the note that carries typed words back to the form; a cookie is small. */
const CARRIED = 1500;

/** Shares a corrected report: only what is different from what stands there is changed. */
export async function correctAction(form: FormData): Promise<never> {
  const locale = pageLanguage(String(form.get("locale"))).tag;
  const { reportId } = reportInput.parse({ reportId: form.get("reportId") });
  const page = `/staff/reports/preview/${reportId}`;
  const api = await getApi(locale);
  const preview = await orRefusal(api.reports.checking.preview({ reportId, language: SOURCE_LANGUAGE }));
  if (!preview.ok || !preview.value.parts) redirect(`/${locale}${page}`);
  const refuse = async (message: string): Promise<never> => {
    const typed = Object.fromEntries([...form].filter((pair): pair is [string, string] => typeof pair[1] === "string" && !["locale", "reportId", "edition"].includes(pair[0])));
    const values = JSON.stringify(typed).length <= CARRIED ? typed : { note: String(form.get("note")).slice(0, CARRIED / 3) };
    await leaveFlash(`${page}/correct`, { tone: "stop", message, values });
    redirect(`/${locale}${page}/correct`);
  };
  const changes = readCorrections(readCorrectable(preview.value.parts), form);
  if (changes === "wrong") return refuse("correct.wrongDays");
  if (changes.entries.length === 0 && changes.attendance === undefined) return refuse("correct.unchanged");
  const parsed = correctInput.safeParse({ reportId, edition: Number(form.get("edition")), note: form.get("note"), ...changes });
  if (!parsed.success) return refuse("correct.short");
  const answer = await orRefusal(api.reports.publishing.correct(parsed.data));
  if (!answer.ok) {
    const { code, fields } = answer.error;
    return refuse(code === "conflict" ? ("edition" in fields ? "correct.edition" : "preview.moved") : code === "invalid_input" ? "correct.unchanged" : code);
  }
  await leaveFlash(page, { tone: "good", message: "correct.done", values: { count: String(answer.value.told) } });
  redirect(`/${locale}${page}`);
}
