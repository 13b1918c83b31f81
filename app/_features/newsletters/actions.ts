"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { blockKinds, copyInput, createInput, newsletterInput, type Save, saveInput, sendInput, testInput } from "@/server/features/newsletters/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { momentIn } from "@/server/lib/clock";
import { type AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { refusedWords } from "../shell/refused-words";
import { NEWS } from "./places";

const NAMESPACE = "newsletters.staff";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");
const localeOf = (form: FormData) => pageLanguage(text(form, "locale")).tag;
const pageOf = (form: FormData, rest = "") => `${NEWS}/${encodeURIComponent(text(form, "newsletterId"))}${rest}`;
const good = (message: string, values?: Record<string, string>): Flash => ({ tone: "good", namespace: NAMESPACE, message, values });
const stop = (error: AppError | null): Flash => refusedWords(error) ?? ({ tone: "stop", message: error?.code ?? "invalid_input" });
const said = (message: string, more: Partial<Flash> = {}): Flash => ({ tone: "stop", namespace: NAMESPACE, message, ...more });

async function goTo(locale: string, path: string, flash: Flash | null, place = ""): Promise<never> {
  if (flash) await leaveFlash(path, flash);
  redirect(`/${locale}${path}${place}`);
}

/** Begins a newsletter. */
export async function createAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = createInput.safeParse({ title: text(form, "title"), key: text(form, "key") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).newsletters.create(parsed.data)) : null;
  return answer?.ok ? goTo(locale, `${NEWS}/${answer.value.newsletterId}`, null) : goTo(locale, NEWS, answer ? stop(answer.error) : said("titleNeeded"));
}

/** Begins a newsletter with the pieces of another. */
export async function copyAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = copyInput.safeParse({ newsletterId: text(form, "newsletterId"), key: text(form, "key") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).newsletters.copy(parsed.data)) : null;
  return answer?.ok ? goTo(locale, `${NEWS}/${answer.value.newsletterId}`, good("copied")) : goTo(locale, NEWS, stop(answer?.error ?? null));
}

/** What a button of the editor asks for beside saving: "add:text:<block>", "up:<block>". */
function readThen(value: string): Save["then"] {
  const [what = "", kind = "", under] = value.split(":");
  if (what === "add") {
    const known = blockKinds.find((each) => each === kind);
    return known ? { do: "add", kind: known, under: under || null } : null;
  }
  return what === "up" || what === "down" || what === "remove" ? { do: what, id: kind } : null;
}

function readMinutes(value: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(value) ?? [];
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : null;
}

/** Saves the editor, does what its button asks for, and goes to where the button leads. */
export async function saveAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const then = text(form, "then");
  const blocks = form.getAll("block").map(String).map((id) => ({
    id, words: text(form, `words-${id}`), base: text(form, `base-${id}`), happensOn: text(form, `day-${id}`) || null, happensTime: readMinutes(text(form, `time-${id}`)), link: text(form, `link-${id}`) || null,
  }));
  const parsed = saveInput.safeParse({
    newsletterId: text(form, "newsletterId"), title: text(form, "title"), titleBase: text(form, "titleBase"), audience: text(form, "audience"), yearGroups: form.getAll("year").map(Number), blocks, then: readThen(then),
  });
  const path = pageOf(form);
  const values = Object.fromEntries([["title", text(form, "title")], ...blocks.map(({ id, words }) => [`words-${id}`, words]), ...blocks.flatMap(({ id, link }) => (link ? [[`link-${id}`, link]] : []))]) as Record<string, string>;
  if (!parsed.success) {
    const at = (place: string) => { const nth = Number(/^blocks\.(\d+)/.exec(place)?.[1] ?? -1); return blocks[nth]?.id; };
    const faults = parsed.error.issues.map((issue) => issue.path.join("."));
    const bad = faults.find((fault) => fault.endsWith(".link"));
    return goTo(locale, path, said(bad ? "badLink" : faults.includes("title") ? "titleNeeded" : "notSaved", { values }), bad ? `#block-${at(bad) ?? ""}` : "");
  }
  const answer = await orRefusal((await getApi(locale)).newsletters.save(parsed.data));
  if (!answer.ok) return goTo(locale, path, answer.error.fields.blocks === "too_many" ? said("tooMany", { values }) : { ...stop(answer.error), values });
  const { changed, addedId } = answer.value;
  if (changed.length > 0) {
    const kept = Object.fromEntries(changed.map((name) => [name === "title" ? "title" : `words-${name}`, values[name === "title" ? "title" : `words-${name}`] ?? ""]));
    return goTo(locale, path, said("changedByOther", { values: kept }), changed[0] === "title" ? "" : `#block-${changed[0] ?? ""}`);
  }
  const [what = "", id = ""] = then.split(":");
  if (what === "picture") return goTo(locale, `${path}/pictures/${encodeURIComponent(id)}`, null);
  if (what === "send") return goTo(locale, `${path}/send`, null);
  return goTo(locale, path, good("saved"), addedId ? `#block-${addedId}` : what === "up" || what === "down" ? `#block-${id}` : "");
}

/** Takes a draft away. */
export async function removeAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = newsletterInput.safeParse({ newsletterId: text(form, "newsletterId") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).newsletters.remove(parsed.data)) : null;
  return answer?.ok ? goTo(locale, NEWS, good("removed")) : goTo(locale, pageOf(form), stop(answer?.error ?? null));
}

/** Sends a newsletter now or at the time in the form. */
export async function scheduleAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const path = pageOf(form, "/send");
  const { school } = await getContext(locale);
  const later = text(form, "when") === "later";
  const at = later ? momentIn(school.zone, text(form, "day"), text(form, "time")) : null;
  if (later && !at) return goTo(locale, path, said("badTime"));
  const parsed = sendInput.safeParse({ newsletterId: text(form, "newsletterId"), sendAt: at?.toISOString(), seen: text(form, "seen") === "1" });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).newsletters.schedule(parsed.data)) : null;
  if (answer?.ok) return goTo(locale, path, good(later ? "scheduled" : "sending"));
  const fields = answer?.error.fields ?? {};
  return goTo(locale, path, fields.translation === "unseen" ? said("unseen") : fields.sendAt ? said("pastTime") : answer?.error.code === "invalid_input" ? said("notReady") : stop(answer?.error ?? null));
}

/** Holds a newsletter that waits, or takes back one that has gone out. */
export async function stopNewsletterAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = newsletterInput.safeParse({ newsletterId: text(form, "newsletterId") });
  const api = await getApi(locale);
  const hold = text(form, "what") === "hold";
  const answer = parsed.success ? await orRefusal(hold ? api.newsletters.hold(parsed.data) : api.newsletters.withdraw(parsed.data)) : null;
  return goTo(locale, pageOf(form, "/send"), answer?.ok ? good(hold ? "held" : "takenBack") : stop(answer?.error ?? null));
}

/** Sends the e-mail of a language to oneself. */
export async function testAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = testInput.safeParse({ newsletterId: text(form, "newsletterId"), language: text(form, "language") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).newsletters.test(parsed.data)) : null;
  return goTo(locale, pageOf(form, "/preview"), answer?.ok ? good("testSent") : answer?.error.fields.email ? said("noEmail") : stop(answer?.error ?? null), `?language=${encodeURIComponent(text(form, "language"))}`);
}
