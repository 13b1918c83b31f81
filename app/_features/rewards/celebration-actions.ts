"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { unexplainedIn } from "@/server/features/languages/gate/schema";
import { answerByCodeInput, answerCelebrationInput, celebrationInput, flagCelebrationInput, MOST_PLACES, saveCelebrationInput } from "@/server/features/rewards/celebrations/schema";
import { timeClipInput } from "@/server/features/rewards/clips/schema";
import { plainDigits } from "@/server/lib/auth/codes";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { momentIn } from "@/server/lib/clock";
import type { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { sendFlag } from "../shell/send-flag";
import { refusedFilm } from "./film-refusals";
import { CELEBRATIONS, FAMILY_CELEBRATIONS } from "./places";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");
const localeOf = (form: FormData) => pageLanguage(text(form, "locale")).tag;
const said = (message: string, values?: Record<string, string>): Flash => ({ tone: "good", namespace: "rewards.celebrate", message, values });

async function goTo(locale: string, path: string, flash: Flash): Promise<never> {
  await leaveFlash(path, flash);
  redirect(`/${locale}${path}`);
}

function refused(error: AppError | null): Flash {
  const letters = unexplainedIn({ ".words": error?.fields.words }).flatMap((field) => field.letters).join(", ");
  if (letters) return { tone: "stop", namespace: "rewards.said", message: "acronym", values: { letters } };
  const known = !error ? "notSaved" : error.fields.startsAt ? "past" : error.code === "expired" || error.fields.state === "over" ? "over" : null;
  if (known) return { tone: "stop", namespace: "rewards.celebrate", message: known };
  return error?.fields.translation ? { tone: "stop", namespace: "rewards.said", message: "unchecked" } : { tone: "stop", message: error?.code ?? "invalid_input" };
}

/** "This is not clear" or "this looks wrong" beside a sentence of an invitation or of its film. */
export async function flagCelebrationAction(form: FormData): Promise<never> {
  return sendFlag(form, `${FAMILY_CELEBRATIONS}/${encodeURIComponent(text(form, "celebrationId"))}`, flagCelebrationInput, (api, flag) => api.rewards.celebrations.own.flag(flag));
}

/** An adult answers an invitation. */
export async function answerCelebrationAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const [locale, path] = [localeOf(form), `${FAMILY_CELEBRATIONS}/${encodeURIComponent(text(form, "celebrationId"))}`];
  // How many people come counts for a yes alone.
  const places = text(form, "says") === "yes" ? plainDigits(text(form, "places").normalize("NFKC")).trim() || 1 : 1;
  const parsed = answerCelebrationInput.safeParse({ celebrationId: text(form, "celebrationId"), says: text(form, "says"), places, needs: form.getAll("need").map(String) });
  if (parsed.error?.issues.some(({ path: [name] }) => name === "places")) {
    return goTo(locale, path, { tone: "stop", namespace: "rewards.celebrate", message: "placesRange", values: { most: String(MOST_PLACES), places: text(form, "places"), needs: form.getAll("need").map(String).join(",") } });
  }
  const answer = parsed.success ? await orRefusal((await getApi(locale)).rewards.celebrations.own.answer(parsed.data)) : null;
  return goTo(locale, path, answer?.ok ? said("answered") : refused(answer?.error ?? null));
}

/** The same with the code of a letter, on the page where letters are answered. What was typed is not kept: a code is a secret. */
export async function answerCelebrationByCodeAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = answerByCodeInput.safeParse({ code: text(form, "code"), says: text(form, "says") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).rewards.celebrations.answerByCode(parsed.data)) : null;
  if (answer?.ok) return goTo(locale, "/answer", { tone: "good", message: "answer.thanksCelebration" });
  if (!answer || answer.error.code === "invalid_input") return goTo(locale, "/answer", { tone: "stop", message: "answer.wrongShape", fields: { code: "wrongShape" } });
  return goTo(locale, "/answer", { tone: "stop", message: answer.error.code === "expired" ? "answer.expired" : answer.error.code });
}

/** Staff keep a celebration: a child's box is named by the child and holds the good news that is celebrated. */
export async function saveCelebrationAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const { zone } = (await getContext(locale)).school;
  const day = text(form, "day");
  const parsed = saveCelebrationInput.safeParse({
    celebrationId: text(form, "celebrationId"), kind: text(form, "kind"), startsAt: momentIn(zone, day, text(form, "from")), endsAt: momentIn(zone, day, text(form, "until")), place: text(form, "place"), words: text(form, "words"),
    pupils: [...form.entries()].flatMap(([name, value]) => (name.startsWith("child-") ? [{ pupilId: name.slice(6), successId: String(value) || null }] : [])),
  });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).rewards.celebrations.save(parsed.data)) : null;
  const path = answer?.ok || text(form, "known") ? `${CELEBRATIONS}/${encodeURIComponent(text(form, "celebrationId"))}` : CELEBRATIONS;
  return goTo(locale, path, answer?.ok ? said("saved", { count: String(answer.value.told) }) : refused(answer?.error ?? null));
}

/** Staff say when each sentence of the captions is shown. */
export async function timeClipAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const [locale, path] = [localeOf(form), `${CELEBRATIONS}/${encodeURIComponent(text(form, "celebrationId"))}`];
  const count = [...form.keys()].filter((name) => name.startsWith("from-")).length;
  const parsed = timeClipInput.safeParse({
    celebrationId: text(form, "celebrationId"), version: text(form, "version"), cues: Array.from({ length: count }, (_, nth) => ({ from: text(form, `from-${nth}`) || "x", until: text(form, `until-${nth}`) || "x" })),
  });
  if (!parsed.success) return goTo(locale, path, { tone: "stop", namespace: "rewards.cues", message: "number" });
  const answer = await orRefusal((await getApi(locale)).rewards.celebrations.timeClip(parsed.data));
  if (answer.ok) return goTo(locale, path, { tone: "good", namespace: "rewards.cues", message: "saved" });
  const [number = "", fault] = (answer.error.fields.cues ?? "").split(":");
  return goTo(locale, path, fault === "order" || fault === "overlap" || fault === "outside" ? { tone: "stop", namespace: "rewards.cues", message: `faults.${fault}`, values: { number } } : refusedFilm(answer.error, locale));
}

/** Staff invite the families, call the celebration off, let its film through or take it away: the button says which. */
export async function decideCelebrationAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const [locale, path, what] = [localeOf(form), `${CELEBRATIONS}/${encodeURIComponent(text(form, "celebrationId"))}`, text(form, "do")];
  const parsed = celebrationInput.safeParse({ celebrationId: text(form, "celebrationId") });
  if (!parsed.success) return goTo(locale, CELEBRATIONS, refused(null));
  const api = await getApi(locale);
  if (what === "removeClip") {
    const answer = await orRefusal(api.rewards.celebrations.removeClip(parsed.data));
    return goTo(locale, path, answer.ok ? said("filmRemoved") : refused(answer.error));
  }
  if (what === "approveClip") {
    const answer = await orRefusal(api.rewards.celebrations.approveClip({ ...parsed.data, version: text(form, "version") }));
    return goTo(locale, path, answer.ok ? said("filmSaved", { count: String(answer.value.told) }) : refusedFilm(answer.error, locale));
  }
  const answer = await orRefusal(what === "invite" ? api.rewards.celebrations.invite(parsed.data) : api.rewards.celebrations.cancel(parsed.data));
  return goTo(locale, path, answer.ok ? said(what === "invite" ? "invitedNow" : "cancelledNow", { count: String(answer.value.told) }) : refused(answer.error));
}
