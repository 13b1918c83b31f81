"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { addDateInput, addListInput, changeDateInput, dateInput, MOST_LISTED, yearInput } from "@/server/features/calendar/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import type { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { refusedWords } from "../shell/refused-words";
import { DATES_LIST, STAFF_CALENDAR } from "./places";

const text = (form: FormData, name: string) => String(form.get(name) ?? "").trim();
const localeOf = (form: FormData) => pageLanguage(text(form, "locale")).tag;
const good = (message: string, values?: Record<string, string>): Flash => ({ tone: "good", namespace: "calendar.said", message, values });
const faults = ["order", "long", "needed", "overlap", "begun", "empty", "over"] as const;

/** Words for a refusal: its own where it has some, else those of its code. What was typed comes back. */
function refused(error: AppError | null, values?: Record<string, string>): Flash {
  const words = refusedWords(error);
  if (words) return { ...words, values: { ...values, ...words.values } };
  const own = error ? Object.values(error.fields).find((each): each is (typeof faults)[number] => faults.some((fault) => fault === each)) : "days";
  return own ? { tone: "stop", namespace: "calendar.faults", message: own, values } : { tone: "stop", message: error?.code ?? "invalid_input", values };
}

async function goBack(form: FormData, flash: Flash, year = text(form, "year")): Promise<never> {
  await leaveFlash(STAFF_CALENDAR, flash);
  redirect(`/${localeOf(form)}${STAFF_CALENDAR}${/^\d{4}$/.test(year) ? `?year=${year}` : ""}`);
}

const spanOf = (form: FormData) => ({
  startsOn: text(form, "startsOn"), endsOn: text(form, "endsOn") || text(form, "startsOn"), title: text(form, "title"),
  yearGroups: text(form, "years").split(/[\s,]+/).filter(Boolean).map(Number),
});
const typedIn = (form: FormData) => Object.fromEntries(["kind", "startsOn", "endsOn", "title", "years"].map((name) => [name, text(form, name)]));
/** The school year of a day, for the way back. */
const yearOf = (day: string) => String(Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) >= 8 ? 0 : 1));

/** Adds days to the school's calendar. */
export async function addDateAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const parsed = addDateInput.safeParse({ key: text(form, "key"), kind: text(form, "kind"), ...spanOf(form) });
  if (!parsed.success) return goBack(form, refused(null, typedIn(form)));
  const answer = await orRefusal((await getApi(localeOf(form))).calendar.dates.add(parsed.data));
  return goBack(form, answer.ok ? good("added") : refused(answer.error, typedIn(form)), yearOf(parsed.data.startsOn));
}

/** Moves or renames an entry. */
export async function changeDateAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const parsed = changeDateInput.safeParse({ dateId: text(form, "dateId"), ...spanOf(form) });
  if (!parsed.success) return goBack(form, refused(null));
  const answer = await orRefusal((await getApi(localeOf(form))).calendar.dates.change(parsed.data));
  return goBack(form, answer.ok ? good("changed") : refused(answer.error));
}

/** Takes an entry back, or tells families of it at once. */
export async function dateAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const parsed = dateInput.safeParse({ dateId: text(form, "dateId") });
  if (!parsed.success) return goBack(form, refused(null));
  const api = await getApi(localeOf(form));
  if (text(form, "what") === "tell") {
    const told = await orRefusal(api.calendar.dates.tell(parsed.data));
    return goBack(form, told.ok ? good("told", { count: String(told.value.told) }) : refused(told.error));
  }
  const answer = await orRefusal(api.calendar.dates.remove(parsed.data));
  return goBack(form, answer.ok ? good("removed") : refused(answer.error));
}

/** Keeps the entries of a published list that somebody has looked at, all of them or none. */
export async function addListAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const rows = Array.from({ length: Math.min(Number(text(form, "count")) || 0, MOST_LISTED) }, (_, nth) => ({
    line: Number(text(form, `line-${nth}`)), kind: text(form, `kind-${nth}`), startsOn: text(form, `startsOn-${nth}`), endsOn: text(form, `endsOn-${nth}`), title: text(form, `title-${nth}`),
  }));
  const back = async (message: string, faults: { line: number; fault: string }[] = []): Promise<never> => {
    const typed = rows.map(({ kind, ...row }) => (kind === "left" ? { ...row, kind: "own", left: true } : { ...row, kind }));
    await leaveFlash(DATES_LIST, { tone: "stop", namespace: "calendar.list", message, values: { rows: JSON.stringify(typed), key: text(form, "key"), faults: JSON.stringify(faults) } });
    redirect(`/${locale}${DATES_LIST}`);
  };
  const kept = rows.filter(({ kind }) => kind !== "left");
  if (kept.length === 0) return back("noneLeft");
  const parsed = addListInput.safeParse({ key: text(form, "key"), dates: kept });
  if (!parsed.success) return back("faultsTitle", parsed.error.issues.flatMap(({ path: [, nth] }) => (typeof nth === "number" ? [{ line: kept[nth]?.line ?? 0, fault: "day" }] : [])));
  const answer = await orRefusal((await getApi(locale)).calendar.dates.addList(parsed.data));
  if (answer.ok) return goBack(form, good("listed", { count: String(answer.value.added) }), yearOf(parsed.data.dates[0]?.startsOn ?? ""));
  const [line = "", fault = ""] = (answer.error.fields.dates ?? (answer.error.fields.startsOn ? `0:${answer.error.fields.startsOn}` : "")).split(":");
  return fault ? back("faultsTitle", [{ line: Number(line), fault: fault === "needed" ? "name" : fault }]) : back("notSaved");
}

/** Begins a school year with what is usual, or copies it into the next. */
export async function yearAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const parsed = yearInput.safeParse({ year: Number(text(form, "year")) });
  if (!parsed.success) return goBack(form, refused(null));
  const api = await getApi(localeOf(form));
  const copies = text(form, "what") === "copy";
  const answer = await orRefusal(copies ? api.calendar.dates.copyYear(parsed.data) : api.calendar.dates.startYear(parsed.data));
  return goBack(form, answer.ok ? good(copies ? "copied" : "started", { count: String(answer.value.added) }) : refused(answer.error), String(parsed.data.year + (copies && answer.ok ? 1 : 0)));
}
