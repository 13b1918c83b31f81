"use server";

import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { checkInput } from "@/server/features/reports/checking/schema";
import { withdrawInput } from "@/server/features/reports/correcting/schema";
import { publicationInput, publishInput } from "@/server/features/reports/publishing/schema";
import { createRoundInput, roundInput, updateRoundInput } from "@/server/features/reports/rounds/schema";
import { reportInput } from "@/server/features/reports/schema";
import { reportsInput } from "@/server/features/reports/writing/schema";
import { momentIn } from "@/server/lib/clock";
import { formatDate } from "@/server/lib/i18n/format";
import { findLanguage } from "@/server/lib/i18n/languages";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { refusedWords } from "./staff-refused";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");
const id = (form: FormData, name: string) => encodeURIComponent(text(form, name));
const texts = (form: FormData, name: string) => form.getAll(name).map(String);

async function back(form: FormData, path: string, tone: "good" | "stop", message: string, values?: Record<string, string>, namespace?: string): Promise<never> {
  await leaveFlash(path, { tone, message, values, namespace });
  redirect(`/${pageLanguage(text(form, "locale")).tag}${path}`);
}

/** Makes a round. */
export async function createRoundAction(form: FormData): Promise<never> {
  const values = {
    term: text(form, "term"), schoolYear: text(form, "schoolYear"), opensOn: text(form, "opensOn"), dueOn: text(form, "dueOn"),
    yearGroups: texts(form, "yearGroups").join(","), subjects: texts(form, "subjects").join(","),
  };
  const path = "/staff/reports/new";
  const parsed = createRoundInput.safeParse({
    ...values, schoolYear: Number(values.schoolYear), yearGroups: texts(form, "yearGroups").map(Number), subjects: texts(form, "subjects"),
  });
  if (!parsed.success) {
    const turned = values.opensOn !== "" && values.dueOn !== "" && values.opensOn > values.dueOn;
    return back(form, path, "stop", turned ? "rounds.beforeOpen" : "rounds.incomplete", values);
  }
  const answer = await orRefusal((await getApi(text(form, "locale"))).reports.rounds.create(parsed.data));
  if (answer.ok) return back(form, "/staff/reports", "good", "rounds.created");
  return back(form, path, "stop", answer.error.fields.term === "taken" ? "rounds.taken" : answer.error.code, values);
}

/** Gives every child of a round a report to write. */
export async function openRoundAction(form: FormData): Promise<never> {
  const input = roundInput.parse({ roundId: form.get("roundId") });
  const answer = await orRefusal((await getApi(text(form, "locale"))).reports.rounds.open(input));
  const path = text(form, "from") === "round" ? `/staff/reports/${input.roundId}` : "/staff/reports";
  if (answer.ok) return back(form, path, "good", "rounds.opened", { count: String(answer.value.opened) });
  return back(form, path, "stop", answer.error.fields.round === "closed" ? "rounds.isClosed" : answer.error.code);
}

/** Closes a round, or opens it again. */
export async function closeRoundAction(form: FormData): Promise<never> {
  const closed = text(form, "closed") === "yes";
  const input = updateRoundInput.parse({ roundId: form.get("roundId"), closed });
  const answer = await orRefusal((await getApi(text(form, "locale"))).reports.rounds.update(input));
  const path = `/staff/reports/${input.roundId}`;
  return answer.ok ? back(form, path, "good", closed ? "rounds.closed" : "rounds.reopened") : back(form, path, "stop", answer.error.code);
}

/** Passes the ticked reports, or all with nothing missing. */
export async function passCheckAction(form: FormData): Promise<never> {
  const path = `/staff/reports/${id(form, "roundId")}`;
  const all = form.get("all") !== null;
  const parsed = checkInput.safeParse({ reportIds: texts(form, all ? "complete" : "reports"), confirmed: texts(form, "confirmed") });
  if (!parsed.success) return back(form, path, "stop", "check.none");
  const answer = await orRefusal((await getApi(text(form, "locale"))).reports.checking.pass(parsed.data));
  if (answer.ok) return back(form, path, "good", "check.passed", { count: String(answer.value.moved) });
  const words = await refusedWords(text(form, "locale"), answer.error.fields, "check");
  if (words) return back(form, path, "stop", words.message, words.values, words.namespace);
  if (answer.error.code === "invalid_input") return back(form, path, "stop", "check.refused", { count: String(Object.keys(answer.error.fields).length) });
  return back(form, path, "stop", answer.error.code === "conflict" ? "check.moved" : answer.error.code);
}

/** Gives the ticked reports back to their teacher. */
export async function sendBackAction(form: FormData): Promise<never> {
  const path = `/staff/reports/${id(form, "roundId")}`;
  const parsed = reportsInput.safeParse({ reportIds: texts(form, "reports") });
  if (!parsed.success) return back(form, path, "stop", "check.none");
  const answer = await orRefusal((await getApi(text(form, "locale"))).reports.checking.sendBack(parsed.data));
  if (answer.ok) return back(form, path, "good", "check.sentBack", { count: String(answer.value.moved) });
  return back(form, path, "stop", answer.error.code === "conflict" ? "check.moved" : answer.error.code);
}

/** The languages of a refusal, each named in itself. */
const namesOf = (tags: string): string => tags.split(",").map((tag) => findLanguage(tag)?.ownName ?? tag).join(", ");

/** Shares the checked reports, now or at the time that was set. */
export async function publishAction(form: FormData): Promise<never> {
  const round = `/staff/reports/${id(form, "roundId")}`;
  const { now, school } = await getContext(text(form, "locale"));
  const later = text(form, "when") === "later";
  const at = later ? momentIn(school.zone, text(form, "day"), text(form, "time")) : null;
  if (later && (!at || at <= now)) return back(form, `${round}/publish`, "stop", "publish.past");
  const input = publishInput.parse({ roundId: form.get("roundId"), classGroupId: text(form, "class") || undefined, at: at ?? undefined });
  const answer = await orRefusal((await getApi(text(form, "locale"))).reports.publishing.publish(input));
  if (!answer.ok) {
    const { reports, translation, languages = "" } = answer.error.fields;
    if (translation === "unchecked") return back(form, round, "stop", "publish.unchecked", { languages: namesOf(languages) });
    return back(form, round, "stop", reports === "none_checked" ? "publish.noneChecked" : answer.error.code);
  }
  const { done, published, told, publishAt } = answer.value;
  if (done) return back(form, round, "good", "publish.done", { count: String(published), told: String(told) });
  return back(form, round, "good", "publish.scheduled", { date: formatDate(text(form, "locale"), publishAt, "moment", school.zone) });
}

/** Stops a publication that waits for its time. */
export async function cancelPublicationAction(form: FormData): Promise<never> {
  const path = `/staff/reports/${id(form, "roundId")}`;
  const input = publicationInput.parse({ publicationId: form.get("publicationId") });
  const answer = await orRefusal((await getApi(text(form, "locale"))).reports.publishing.cancel(input));
  if (answer.ok) return back(form, path, "good", "publish.stopped");
  return back(form, path, "stop", answer.error.code === "conflict" ? "publish.tooLate" : answer.error.code);
}

/** Takes a published report back. */
export async function withdrawAction(form: FormData): Promise<never> {
  const path = `/staff/reports/preview/${id(form, "reportId")}`;
  const parsed = withdrawInput.safeParse({ reportId: form.get("reportId"), reason: text(form, "reason") });
  if (!parsed.success) return back(form, path, "stop", "preview.short", { reason: text(form, "reason") });
  const answer = await orRefusal((await getApi(text(form, "locale"))).reports.publishing.withdraw(parsed.data));
  if (answer.ok) return back(form, path, "good", "preview.withdrawn", { count: String(answer.value.told) });
  return back(form, path, "stop", answer.error.code === "conflict" ? "preview.moved" : answer.error.code);
}

/** Lets the teacher write a withdrawn report again. */
export async function reopenReportAction(form: FormData): Promise<never> {
  const input = reportInput.parse({ reportId: form.get("reportId") });
  const path = `/staff/reports/preview/${input.reportId}`;
  const answer = await orRefusal((await getApi(text(form, "locale"))).reports.publishing.reopen(input));
  if (answer.ok) return back(form, path, "good", "preview.reopened");
  return back(form, path, "stop", answer.error.code === "conflict" ? "preview.moved" : answer.error.code);
}
