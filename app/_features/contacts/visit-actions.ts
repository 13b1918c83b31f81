"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { alarmInput, answerInput, authoriseInput, checkInInput, chooseInput, flagVisitInput, offerInput, planInput, recordInput, visitInput, writeDownInput } from "@/server/features/contacts/visits/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { momentIn } from "@/server/lib/clock";
import { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { sendFlag } from "../shell/send-flag";
import { FAMILY_VISITS, VISITS } from "./visit-answers";
import { good, refused } from "./visit-faults";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");
const localeOf = (form: FormData) => pageLanguage(text(form, "locale")).tag;

const invalid = (parsed: { error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
  new AppError("invalid_input", Object.fromEntries((parsed.error?.issues ?? []).map((issue) => [issue.path.join("."), ["same", "barrier"].includes(issue.message) ? issue.message : "needed"])));

async function goTo(locale: string, path: string, flash: Flash, query = ""): Promise<never> {
  await leaveFlash(path, flash);
  redirect(`/${locale}${path}${query}`);
}

const choiceOf = (form: FormData) => chooseInput.safeParse({ visitId: text(form, "visitId"), slotId: text(form, "slotId"), place: text(form, "place"), placeWords: text(form, "placeWords") || undefined });

/** The family wants other times, or no visit. */
export async function answerVisitAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const [locale, path] = [localeOf(form), `${FAMILY_VISITS}/${encodeURIComponent(text(form, "visitId"))}`];
  const parsed = answerInput.safeParse({ visitId: text(form, "visitId"), answer: text(form, "answer") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).contacts.visits.answer(parsed.data)) : null;
  return goTo(locale, path, answer?.ok ? good(text(form, "answer")) : refused(answer?.error ?? null));
}

/** "This is not clear" or "this looks wrong" beside a sentence of what the visit is about. */
export async function flagVisitAction(form: FormData): Promise<never> {
  return sendFlag(form, `${FAMILY_VISITS}/${encodeURIComponent(text(form, "visitId"))}`, flagVisitInput, (api, flag) => api.contacts.visits.flag(flag));
}

/** The times that were ticked, and those that were written. Null: one of those written does not exist. */
function readSlots(form: FormData, zone: string): string[] | null {
  const written = ["1", "2"].flatMap((nth) => (text(form, `day-${nth}`) ? [momentIn(zone, text(form, `day-${nth}`), text(form, `time-${nth}`))] : []));
  return written.includes(null) ? null : [...form.getAll("slot").map(String), ...written.flatMap((at) => at?.toISOString() ?? [])];
}

/** Plans a visit. */
export async function planVisitAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const { school } = await getContext(locale);
  const values = Object.fromEntries(["words", "riskNotes", "purpose", "interpreter"].map((name) => [name, text(form, name)])) as Record<string, string>;
  const query = `?${new URLSearchParams(["child", "adult", "lead", "second", "minutes", "task"].flatMap((name) => (text(form, name) ? [[name, text(form, name)]] : [])))}`;
  const slots = readSlots(form, school.zone);
  const parsed = planInput.safeParse({
    key: text(form, "key"), pupilId: text(form, "child"), adultId: text(form, "adult"), purpose: text(form, "purpose"), words: text(form, "words"), minutes: Number(text(form, "minutes")), leadId: text(form, "lead"),
    secondId: text(form, "second") || undefined, interpreter: text(form, "interpreter"), riskNotes: text(form, "riskNotes") || undefined, twoPeople: text(form, "twoPeople") === "1", slots: slots ?? [], taskId: text(form, "task") || undefined,
  });
  const answer = slots === null ? { ok: false as const, error: new AppError("invalid_input", { slots: "past" }) } : parsed.success ? await orRefusal((await getApi(locale)).contacts.visits.plan(parsed.data)) : { ok: false as const, error: invalid(parsed) };
  return answer.ok ? goTo(locale, `${VISITS}/${answer.value.visitId}`, good("planned")) : goTo(locale, `${VISITS}/new`, refused(answer.error, values), query);
}

/** Everything that is done with one visit by a button of its page. */
export async function visitAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const [locale, visitId] = [localeOf(form), text(form, "visitId")];
  const path = `${VISITS}/${encodeURIComponent(visitId)}`;
  const what = text(form, "what");
  const api = await getApi(locale);
  const { school } = await getContext(locale);
  const slots = what === "offer" ? readSlots(form, school.zone) : [];
  const run = (): Promise<unknown> | null => {
    const [ofVisit, yes, choice] = [visitInput.safeParse({ visitId }), authoriseInput.safeParse({ visitId, yes: what === "authorise" }), choiceOf(form)];
    const [minutes, times] = [checkInInput.safeParse({ visitId, minutes: Number(text(form, "minutes")) }), offerInput.safeParse({ visitId, slots: slots ?? [] })];
    if ((what === "authorise" || what === "refuse") && yes.success) return api.contacts.visits.authorise(yes.data);
    if (what === "choose" && choice.success) return api.contacts.visits.chooseFor(choice.data);
    if (what === "offer" && times.success) return api.contacts.visits.offer(times.data);
    if (what === "checkIn" && minutes.success) return api.contacts.visits.checkIn(minutes.data);
    if (what === "checkOut" && ofVisit.success) return api.contacts.visits.checkOut(ofVisit.data);
    return what === "cancel" && ofVisit.success ? api.contacts.visits.cancel(ofVisit.data) : null;
  };
  const asked = run();
  const answer = asked ? await orRefusal(asked) : null;
  return goTo(locale, path, answer?.ok ? good(what) : answer ? refused(answer.error) : { tone: "stop", namespace: "visits.faults", message: "needed" });
}

/** Ends an alarm with how the people were found. */
export async function alarmAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = alarmInput.safeParse({ alarmId: text(form, "alarmId"), how: text(form, "how") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).contacts.visits.handleAlarm(parsed.data)) : null;
  return goTo(locale, VISITS, answer?.ok ? good("handled") : refused(answer?.error ?? null));
}

/** Writes down what came of a visit. */
export async function recordVisitAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const [locale, visitId] = [localeOf(form), text(form, "visitId")];
  const path = `${VISITS}/${encodeURIComponent(visitId)}`;
  const names = ["outcome", "barrier", "facts", "theirWords", "agreed", "nextStep", "dueOn", "opinion"];
  const values = Object.fromEntries(names.map((name) => [name, text(form, name)])) as Record<string, string>;
  const { nextStep, dueOn, ...rest } = values;
  const filled = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ""));
  const parsed = recordInput.safeParse({ visitId, ...filled, ...(nextStep || dueOn ? { nextStep: { text: nextStep ?? "", dueOn: dueOn ?? "" } } : {}) });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).contacts.visits.record(parsed.data)) : { ok: false as const, error: invalid(parsed) };
  return goTo(locale, path, answer.ok ? good("recorded") : refused(answer.error, values));
}

/** Keeps what a colleague wrote down of what the family said of the place, and goes back to the visit. */
export async function writeDownAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const [locale, visitId] = [localeOf(form), text(form, "visitId")];
  const path = `${VISITS}/${encodeURIComponent(visitId)}`;
  const parsed = writeDownInput.safeParse({ visitId, language: text(form, "language"), words: text(form, "words") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).contacts.visits.writeDown(parsed.data)) : null;
  if (!answer?.ok) await leaveFlash(path, refused(answer?.error ?? null));
  redirect(`/${locale}${path}`);
}
