"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { type LadderKind, ladderKinds, ownHoursInput, paceInput } from "@/server/features/delivery/pace/schema";
import { chooseInput, stopInput } from "@/server/features/delivery/topics/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

/** Stops the e-mails of a topic by the key of one of them, or lets them come again. */
export async function stopAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const path = `/stop/${encodeURIComponent(text(form, "key"))}`;
  const wanted = text(form, "wanted") === "1";
  const parsed = stopInput.safeParse({ key: text(form, "key") });
  const api = await getApi(locale);
  const answer = parsed.success ? await orRefusal(wanted ? api.delivery.topics.again(parsed.data) : api.delivery.topics.stop(parsed.data)) : null;
  if (!answer?.ok) await leaveFlash(path, { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${path}`);
}

/** What the signed-in adult wants by e-mail, from the page of the account. */
export async function chooseTopicAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const path = "/family/account";
  const parsed = chooseInput.safeParse({ topic: text(form, "topic"), wanted: text(form, "wanted") === "1" });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).delivery.topics.choose(parsed.data)) : null;
  await leaveFlash(path, answer?.ok ? { tone: "good", namespace: "delivery.topics", message: parsed.data?.wanted ? "on" : "off" } : { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${path}`);
}

function readMinutes(value: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(value) ?? [];
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : null;
}

/** When the signed-in adult wants nothing that can wait: one of the usual hours, their own, or none. */
export async function ownHoursAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const path = "/family/account";
  const usual = text(form, "usual");
  const [from = "", to = ""] = usual ? usual.split("-") : [text(form, "from"), text(form, "to")];
  const parsed = ownHoursInput.safeParse({ hours: usual === "none" ? null : { from: readMinutes(from), to: readMinutes(to) } });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).delivery.pace.setHours(parsed.data)) : null;
  await leaveFlash(path, answer?.ok ? { tone: "good", namespace: "delivery.hours", message: "saved" } : { tone: "stop", namespace: answer ? undefined : "delivery.hours", message: answer?.error.code ?? "bad" });
  redirect(`/${locale}${path}`);
}

const PACE = "/staff/pace";

/** Sets when and how often the school writes. */
export async function paceAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const days = (name: string) => (text(form, name) === "" ? null : Number(text(form, name)));
  const ladders = Object.fromEntries(ladderKinds.map((kind: LadderKind) => [kind, { text: days(`text-${kind}`), call: days(`call-${kind}`) }]));
  const parsed = paceInput.safeParse({ quietFrom: readMinutes(text(form, "quietFrom")), quietTo: readMinutes(text(form, "quietTo")), weeklyMost: Number(text(form, "weeklyMost")), newsCalls: text(form, "newsCalls"), ladders, postLetters: text(form, "postLetters") === "1" });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).delivery.pace.set(parsed.data)) : null;
  const fault = parsed.success ? null : parsed.error.issues.some(({ message }) => message === "order") ? "order" : "bad";
  await leaveFlash(PACE, answer?.ok ? { tone: "good", namespace: "delivery.pace", message: "saved" } : { tone: "stop", namespace: fault ? "delivery.pace" : undefined, message: fault ?? answer?.error.code ?? "invalid_input", values: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) });
  redirect(`/${locale}${PACE}`);
}
