"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
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
