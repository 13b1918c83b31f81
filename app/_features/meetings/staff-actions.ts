"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";

import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { revokeInput } from "@/server/features/meetings/board/schema";
import { pinInput, shiftInput } from "@/server/features/meetings/planning/schema";
import { keepInput } from "@/server/features/meetings/promises/schema";
import { addHoursInput, createRoundInput, cutInput, hourInput, interpreterInput } from "@/server/features/meetings/rounds/schema";
import { meetingInput, roundInput } from "@/server/features/meetings/schema";
import { settingInput } from "@/server/features/meetings/settings/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { MEETINGS } from "./answers";
import { good, refused, text } from "./faults";

const localeOf = (form: FormData) => pageLanguage(text(form, "locale")).tag;
const all = (form: FormData, name: string) => form.getAll(name).map(String);
const typed = (form: FormData) => Object.fromEntries([...new Set(form.keys())].filter((name) => !name.startsWith("$") && name !== "locale").map((name) => [name, all(form, name).join(",")]));

async function goTo(locale: string, path: string, flash?: Flash): Promise<never> {
  if (flash) await leaveFlash(path, flash);
  redirect(`/${locale}${path}`);
}

/** What zod refused, as the codes for which meetings have words. */
const invalid = (error: z.ZodError) => new AppError("invalid_input", Object.fromEntries(error.issues.map(({ path, message }) => [path.join("."), message === "order" ? "order" : "needed"])));

/** Makes a round. */
export async function createRoundAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const number = (name: string) => Number(text(form, name));
  const parsed = createRoundInput.safeParse({
    key: text(form, "key"), kind: text(form, "kind"), minutes: number("minutes"), gapMinutes: number("gapMinutes"), yearGroups: all(form, "yearGroups").map(Number), videoLink: text(form, "videoLink") || undefined,
    opensOn: text(form, "opensOn"), opensTime: text(form, "opensTime"), closesOn: text(form, "closesOn"), closesTime: text(form, "closesTime"), priority: number("priority"),
  });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).meetings.rounds.create(parsed.data)) : { ok: false as const, error: invalid(parsed.error) };
  return answer.ok ? goTo(locale, `${MEETINGS}/${answer.value.roundId}`, good("created")) : goTo(locale, MEETINGS, refused(answer.error, typed(form)));
}

/** Gives teachers hours. */
export async function addHoursAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const [locale, roundId] = [localeOf(form), text(form, "roundId")];
  const parsed = addHoursInput.safeParse({
    roundId, teacherIds: all(form, "teacherIds"), room: text(form, "room") || undefined, day: text(form, "day"), from: text(form, "from"), to: text(form, "to"), breakFrom: text(form, "breakFrom") || undefined, breakTo: text(form, "breakTo") || undefined, modes: all(form, "modes"),
  });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).meetings.rounds.addHours(parsed.data)) : { ok: false as const, error: invalid(parsed.error) };
  return goTo(locale, `${MEETINGS}/${encodeURIComponent(roundId)}`, answer.ok ? good("hoursAdded") : refused(answer.error, typed(form)));
}

/** An interpreter comes. */
export async function addInterpreterAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const [locale, roundId] = [localeOf(form), text(form, "roundId")];
  const parsed = interpreterInput.safeParse({ roundId, name: text(form, "name"), languages: all(form, "languages"), day: text(form, "day"), from: text(form, "from"), to: text(form, "to") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).meetings.rounds.addInterpreter(parsed.data)) : { ok: false as const, error: invalid(parsed.error) };
  return goTo(locale, `${MEETINGS}/${encodeURIComponent(roundId)}`, answer.ok ? good("interpreterAdded") : refused(answer.error, typed(form)));
}

/** Everything that is done with a round by a button of its page. */
export async function roundAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const [locale, roundId, what] = [localeOf(form), text(form, "roundId"), text(form, "what")];
  const api = await getApi(locale);
  const run = (): Promise<unknown> | null => {
    const [round, board, session, hours, meeting] = [roundInput.safeParse({ roundId }), revokeInput.safeParse({ roundId, boardId: text(form, "id") }), cutInput.safeParse({ sessionId: text(form, "id"), endsAt: null }), hourInput.safeParse({ hourId: text(form, "id") }), meetingInput.safeParse({ meetingId: text(form, "id") })];
    if (what === "opened" && round.success) return api.meetings.rounds.open(round.data);
    if (what === "roundClosed" && round.success) return api.meetings.rounds.close(round.data);
    if (what === "boardMade" && round.success) return api.meetings.board.make(round.data);
    if (what === "boardStopped" && board.success) return api.meetings.board.revoke(board.data);
    if (what === "planAsked" && round.success) return api.meetings.plan.ask(round.data);
    if (what === "cut" && session.success) return api.meetings.rounds.cutHours(session.data);
    if (what === "missed" && hours.success) return api.meetings.plan.missInterpreter(hours.data);
    if ((what === "pinned" || what === "unpinned") && meeting.success) return api.meetings.plan.pin(pinInput.parse({ ...meeting.data, pinned: what === "pinned" }));
    return null;
  };
  const asked = run();
  const answer = asked ? await orRefusal(asked) : null;
  // How a plan stands is on its page, and changes while one looks: nothing that was true a moment ago stays above it.
  const said = answer?.ok ? (what === "planAsked" ? undefined : good(what)) : refused(answer?.error ?? null);
  return goTo(locale, `${MEETINGS}/${encodeURIComponent(roundId)}`, said);
}

/** Settles where video is and how families are called in a hall. */
export async function saveSettingAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = settingInput.safeParse({ video: text(form, "video"), videoAddress: text(form, "videoAddress") || undefined, called: text(form, "called") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).meetings.settings.save(parsed.data)) : { ok: false as const, error: new AppError("invalid_input", { videoAddress: "address" }) };
  return goTo(locale, MEETINGS, answer.ok ? good("settingsSaved") : refused(answer.error, typed(form)));
}

/** Puts a meeting at another time. */
export async function shiftAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const [locale, roundId, meetingId] = [localeOf(form), text(form, "roundId"), text(form, "meetingId")];
  const parsed = shiftInput.safeParse({ meetingId, startsAt: text(form, "startsAt"), mode: text(form, "mode") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).meetings.plan.shift(parsed.data)) : { ok: false as const, error: invalid(parsed.error) };
  const path = `${MEETINGS}/${encodeURIComponent(roundId)}`;
  return answer.ok ? goTo(locale, path, good("shifted")) : goTo(locale, `${path}/${encodeURIComponent(meetingId)}`, refused(answer.error));
}

/** Says on the list of the day that a promise is kept: its task ends with it. */
export async function keepTaskAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = localeOf(form);
  const parsed = keepInput.safeParse({ promiseId: text(form, "promiseId") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).meetings.day.keep(parsed.data)) : { ok: false as const, error: new AppError("invalid_input") };
  return goTo(locale, "/staff/today", answer.ok ? { tone: "good", namespace: "delivery", message: "today.saved" } : refused(answer.error));
}
