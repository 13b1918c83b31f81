"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { addSessionInput, capacityInput, createInput, eventInput, eventWords, moveSessionInput, saveInput, schoolPlaceInput, sessionInput } from "@/server/features/events/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { momentIn } from "@/server/lib/clock";
import type { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { refusedWords } from "../shell/refused-words";
import { STAFF_EVENTS } from "./places";

const NAMESPACE = "events.staff";

const text = (form: FormData, name: string) => String(form.get(name) ?? "").trim();
const localeOf = (form: FormData) => pageLanguage(text(form, "locale")).tag;
const pageOf = (form: FormData) => `${STAFF_EVENTS}/${encodeURIComponent(text(form, "eventId"))}`;
const good = (message: string, values?: Record<string, string>): Flash => ({ tone: "good", namespace: NAMESPACE, message, values });
const said = (message: string, more: Partial<Flash> = {}): Flash => ({ tone: "stop", namespace: NAMESPACE, message, ...more });
const stop = (error: AppError | null): Flash => refusedWords(error) ?? (error?.code === "conflict" ? said("cannot") : { tone: "stop", message: error?.code ?? "invalid_input" });

const withTyped = (flash: Flash, values: Record<string, string>): Flash => ({ ...flash, values: { ...values, ...flash.values } });

async function goTo(locale: string, path: string, flash: Flash | null): Promise<never> {
  if (flash) await leaveFlash(path, flash);
  redirect(`/${locale}${path}`);
}

/** The day and hours in a form as instants, by the school's clock. */
async function readTimes(locale: string, form: FormData): Promise<{ startsAt?: string; endsAt?: string }> {
  const { school } = await getContext(locale);
  const at = (name: string) => momentIn(school.zone, text(form, "day"), text(form, name))?.toISOString();
  return { startsAt: at("from"), endsAt: at("to") };
}

/** Begins an event. */
export async function createEventAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const values = Object.fromEntries(["title", "kind", "day", "from", "to", "capacity"].map((name) => [name, text(form, name)]));
  const parsed = createInput.safeParse({ key: text(form, "key"), kind: values.kind, title: values.title, capacity: Number(values.capacity), ...(await readTimes(locale, form)) });
  if (!parsed.success) return goTo(locale, STAFF_EVENTS, said(values.title ? "badTime" : "titleNeeded", { values }));
  const answer = await orRefusal((await getApi(locale)).events.create(parsed.data));
  if (answer.ok) redirect(`/${locale}${STAFF_EVENTS}/${answer.value.eventId}`);
  return goTo(locale, STAFF_EVENTS, answer.error.code === "invalid_input" ? said("badTime", { values }) : { ...stop(answer.error), values });
}

/** Saves the editor. What a colleague changed meanwhile stands, and what was typed is not lost. */
export async function saveEventAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const path = pageOf(form);
  const words = Object.fromEntries(eventWords.map((word) => [word, { words: text(form, word), base: text(form, `base-${word}`) }]));
  const values = Object.fromEntries([...eventWords.map((word) => [word, text(form, word)]), ["mapLink", text(form, "mapLink")], ["packLink", text(form, "packLink")]]) as Record<string, string>;
  const parsed = saveInput.safeParse({ eventId: text(form, "eventId"), words, kind: text(form, "kind"), mapLink: values.mapLink, packLink: values.packLink, offers: form.getAll("offer").map(String) });
  if (!parsed.success) return goTo(locale, path, said(parsed.error.issues.some((issue) => /Link$/.test(String(issue.path[0]))) ? "badLink" : "titleNeeded", { values }));
  const answer = await orRefusal((await getApi(locale)).events.save(parsed.data));
  if (!answer.ok) return goTo(locale, path, withTyped(stop(answer.error), values));
  const { changed } = answer.value;
  return goTo(locale, path, changed.length > 0 ? said("changedByOther", { values: Object.fromEntries(changed.map((word) => [word, values[word] ?? ""])) }) : good("saved"));
}

/** Announces an event, calls it off, takes a draft away, or says thanks: each by its button. */
export async function decideEventAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const path = pageOf(form);
  const parsed = eventInput.safeParse({ eventId: text(form, "eventId") });
  if (!parsed.success) return goTo(locale, STAFF_EVENTS, null);
  const api = await getApi(locale);
  const what = text(form, "what");
  if (what === "remove") {
    const answer = await orRefusal(api.events.remove(parsed.data));
    return answer.ok ? goTo(locale, STAFF_EVENTS, good("removed")) : goTo(locale, path, stop(answer.error));
  }
  if (what === "cancel" || what === "thank") {
    const answer = await orRefusal(what === "cancel" ? api.events.cancel(parsed.data) : api.events.thank(parsed.data));
    return goTo(locale, path, answer.ok ? good(what === "cancel" ? "calledOff" : "thanked", { count: String(answer.value.told) }) : stop(answer.error));
  }
  const answer = await orRefusal(api.events.publish(parsed.data));
  const fields = answer.ok ? {} : answer.error.fields;
  return goTo(locale, path, answer.ok ? good("announced") : fields.what === "empty" ? said("whatNeeded") : fields.sessions ? said("timeNeeded") : stop(answer.error));
}

/** Adds a time, moves it, sets its places or calls it off. */
export async function timeAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const path = pageOf(form);
  const api = await getApi(locale);
  const what = text(form, "what");
  const capacity = Number(text(form, "capacity"));
  if (what === "places") {
    const parsed = capacityInput.safeParse({ sessionId: text(form, "sessionId"), capacity, agreed: text(form, "agreed") === "1" });
    const answer = parsed.success ? await orRefusal(api.events.setPlaces(parsed.data)) : null;
    if (answer?.ok) return goTo(locale, path, answer.value.offered > 0 ? good("placesOffered", { count: String(answer.value.offered) }) : good("placesSet"));
    const reason = answer?.error.fields.capacity ?? "";
    const values = { asked: text(form, "sessionId"), capacity: text(form, "capacity"), count: reason.split(":")[1] ?? "" };
    return goTo(locale, path, reason.startsWith("loses:") ? said("loses", { values }) : reason === "came" ? said("placesCame") : stop(answer?.error ?? null));
  }
  if (what === "off") {
    const parsed = sessionInput.safeParse({ sessionId: text(form, "sessionId") });
    const answer = parsed.success ? await orRefusal(api.events.cancelTime(parsed.data)) : null;
    return goTo(locale, path, answer?.ok ? good("calledOff", { count: String(answer.value.told) }) : stop(answer?.error ?? null));
  }
  const times = await readTimes(locale, form);
  if (what === "move") {
    const parsed = moveSessionInput.safeParse({ sessionId: text(form, "sessionId"), ...times });
    const answer = parsed.success ? await orRefusal(api.events.moveTime(parsed.data)) : null;
    return goTo(locale, path, answer?.ok ? good("moved", { count: String(answer.value.told) }) : !answer || answer.error.code === "invalid_input" ? said("badTime") : stop(answer.error));
  }
  const parsed = addSessionInput.safeParse({ eventId: text(form, "eventId"), key: text(form, "key"), capacity, ...times });
  const answer = parsed.success ? await orRefusal(api.events.addTime(parsed.data)) : null;
  return goTo(locale, path, answer?.ok ? good("added") : !answer || answer.error.code === "invalid_input" ? said("badTime") : stop(answer.error));
}

/** Keeps where the school is, and goes back to the date that was asked about. */
export async function placeSchoolAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const path = `${STAFF_EVENTS}/date`;
  const parsed = schoolPlaceInput.safeParse({ latitude: text(form, "latitude"), longitude: text(form, "longitude") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).events.placeSchool({ latitude: text(form, "latitude"), longitude: text(form, "longitude") })) : null;
  await leaveFlash(path, answer?.ok ? good("placed") : said("badPlace", { values: { latitude: text(form, "latitude"), longitude: text(form, "longitude") } }));
  redirect(`/${locale}${path}?${new URLSearchParams({ day: text(form, "day"), from: text(form, "from"), to: text(form, "to") })}`);
}
