"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { dropFlash, type Flash, leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { bookInput, changeInput, codeInput, placeInput } from "@/server/features/events/schema";
import { plainDigits } from "@/server/lib/auth/codes";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import type { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { EVENTS, PLACE } from "./places";

const NAMESPACE = "events";

const text = (form: FormData, name: string) => String(form.get(name) ?? "").trim();
const localeOf = (form: FormData) => pageLanguage(text(form, "locale")).tag;
const good = (message: string): Flash => ({ tone: "good", namespace: NAMESPACE, message });
const said = (message: string, more: Partial<Flash> = {}): Flash => ({ tone: "stop", namespace: NAMESPACE, message, ...more });

async function goTo(locale: string, path: string, flash: Flash | null): Promise<never> {
  if (flash) await leaveFlash(path, flash);
  redirect(`/${locale}${path}`);
}

/** "4, 9" in any script's digits; what is no number makes the list a wrong one. */
function readAges(typed: string): number[] {
  return plainDigits(typed.normalize("NFKC")).split(/[^0-9]+/).filter(Boolean).map(Number);
}

const readNumber = (typed: string) => (/^\d+$/.test(plainDigits(typed)) ? Number(plainDigits(typed)) : Number.NaN);

function readWishes(form: FormData) {
  return {
    people: readNumber(text(form, "people")), childAges: readAges(text(form, "ages")), creche: text(form, "creche") === "" ? 0 : readNumber(text(form, "creche")),
    needs: form.getAll("need").map(String), speaks: text(form, "speaks"), foodWords: text(form, "foodWords"), words: text(form, "words"),
  };
}

const boxes = ["key", "time", "name", "channel", "email", "phone", "people", "ages", "creche", "speaks", "foodWords", "words", "pass"] as const;
const typedOf = (form: FormData): Record<string, string> => ({ ...Object.fromEntries(boxes.map((name) => [name, text(form, name)])), needs: form.getAll("need").map(String).join(",") });

/** The first code of each box that the schema refuses: our own where it has one. */
function faultsOf(issues: readonly { path: PropertyKey[]; message: string; code?: string }[]): Record<string, string> {
  return Object.fromEntries([...issues].reverse().map(({ path, message }) => [path.map(String).join("."), message]));
}

/** How long a note must last that waits with its reader, in seconds. */
const WAIT_SECONDS = 180;

/** Books a place, and leads to the page of it. While a flood comes in, a form that has cost nothing yet is kept for some seconds and comes back as it was. */
export async function bookAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const eventPath = `${EVENTS}/${encodeURIComponent(text(form, "eventId"))}`;
  const path = `${eventPath}/book`;
  // A program has filled in the box that people never see: it is told nothing and nothing is kept.
  if (text(form, "website") !== "") redirect(`/${locale}${eventPath}`);
  const values = typedOf(form);
  const parsed = bookInput.safeParse({ key: values.key, sessionId: values.time, name: values.name, channel: values.channel, email: values.email, phone: values.phone, proof: text(form, "proof"), pass: values.pass, ...readWishes(form) });
  if (!parsed.success) return goTo(locale, path, said("errors.check", { fields: faultsOf(parsed.error.issues), values }));
  const answer = await orRefusal((await getApi(locale)).events.place.book(parsed.data));
  if (answer.ok) {
    // A note that waited lasts for minutes: the next form is another family's.
    if (values.pass) await dropFlash();
    redirect(`/${locale}${PLACE}/${answer.value.key}`);
  }
  const { guard, pass = "", retryAt = "" } = answer.error.fields;
  if (guard) {
    await leaveFlash(path, { ...good("book.again"), values: { ...values, pass, retryAt } }, WAIT_SECONDS);
    redirect(`/${locale}${path}/wait`);
  }
  return goTo(locale, path, answer.error.fields.sessionId ? said("errors.over", { values }) : { tone: "stop", message: answer.error.code, values });
}

const placeOf = (form: FormData) => `${PLACE}/${encodeURIComponent(text(form, "place"))}`;

/** What a refusal means to a family on the page of its place. */
function refused(error: AppError): Flash {
  if (error.fields.people === "full") return said("errors.fullPeople");
  if (error.fields.sessionId === "full") return said("errors.fullTime");
  if (error.fields.sessionId === "over") return said("errors.over");
  return error.code === "conflict" ? said("errors.moved") : { tone: "stop", message: error.code };
}

/** Changes what a family said about its place. */
export async function changeAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const path = placeOf(form);
  const values = typedOf(form);
  const parsed = changeInput.safeParse({ key: text(form, "place"), sessionId: values.time, ...readWishes(form) });
  if (!parsed.success) return goTo(locale, path, said("errors.check", { fields: faultsOf(parsed.error.issues), values }));
  const answer = await orRefusal((await getApi(locale)).events.place.change(parsed.data));
  return goTo(locale, path, answer.ok ? good("place.saved") : { ...refused(answer.error), fields: answer.error.fields, values });
}

/** Takes an offered place, or gives one back. */
export async function answerAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = placeInput.safeParse({ key: text(form, "place") });
  if (!parsed.success) return goTo(locale, PLACE, null);
  const api = await getApi(locale);
  const accept = text(form, "answer") === "accept";
  const answer = await orRefusal(accept ? api.events.place.accept(parsed.data) : api.events.place.cancel(parsed.data));
  return goTo(locale, placeOf(form), answer.ok ? good(accept ? "place.accepted" : "place.cancelledNow") : refused(answer.error));
}

/** Finds a family's place by the code that it was given. */
export async function findAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = codeInput.safeParse({ code: text(form, "code") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).events.place.find(parsed.data)) : null;
  if (answer?.ok) redirect(`/${locale}${PLACE}/${answer.value.key}`);
  const code = answer?.error.code;
  return goTo(locale, PLACE, code === "not_found" ? said("errors.codeUnknown") : !code || code === "invalid_input" ? said("errors.code") : { tone: "stop", message: code });
}
