"use server";

import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { confirmLinksSchema, restrictSchema, updateLinkSchema } from "@/server/features/people/access/schema";
import { pageLanguage } from "@/server/lib/i18n/languages";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

function place(form: FormData, path: string) {
  return `/${pageLanguage(text(form, "locale")).tag}${path}`;
}

/** Confirms the ticked adults. */
export async function confirmLinksAction(form: FormData): Promise<never> {
  const path = text(form, "linkId") ? `/staff/people/links/${encodeURIComponent(text(form, "linkId"))}` : "/staff/people/confirm";
  const parsed = confirmLinksSchema.safeParse({ links: form.getAll(form.has("all") ? "shown" : "links") });
  if (!parsed.success) await leaveFlash(path, { tone: "stop", message: "confirm.none" });
  else {
    const answer = await orRefusal((await getApi(text(form, "locale"))).people.access.confirm(parsed.data));
    await leaveFlash(path, answer.ok
      ? { tone: "good", message: "confirm.done", values: { count: String(answer.value.confirmed) } }
      : { tone: "stop", message: answer.error.code });
  }
  redirect(place(form, path));
}

/** Saves what the school knows of one adult and one child. */
export async function updateLinkAction(form: FormData): Promise<never> {
  const path = `/staff/people/links/${encodeURIComponent(text(form, "linkId"))}`;
  const parsed = updateLinkSchema.safeParse({
    linkId: form.get("linkId"), parentalResponsibility: form.get("parentalResponsibility"), hasCare: form.get("hasCare") === "yes", evidence: text(form, "evidence"),
  });
  const api = await getApi(text(form, "locale"));
  const answer = parsed.success ? await orRefusal(api.people.access.updateLink(parsed.data)) : null;
  await leaveFlash(path, answer?.ok ? { tone: "good", message: "why.saved" } : { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(place(form, path));
}

/** Takes access away, at once and everywhere. */
export async function restrictAction(form: FormData): Promise<never> {
  const path = `/staff/people/links/${encodeURIComponent(text(form, "linkId"))}`;
  const values = { document: text(form, "document"), kind: text(form, "kind"), reviewOn: text(form, "reviewOn"), scopes: form.getAll("scopes").join(",") };
  const parsed = restrictSchema.safeParse({
    linkId: form.get("linkId"), kind: form.get("kind"), scopes: form.getAll("scopes"), document: values.document, reviewOn: values.reviewOn || undefined,
  });
  if (!parsed.success) await leaveFlash(path, { tone: "stop", message: "why.missing", values });
  else {
    const answer = await orRefusal((await getApi(text(form, "locale"))).people.access.restrict(parsed.data));
    await leaveFlash(path, answer.ok
      ? { tone: "good", message: "why.restrictedNow", values: { count: String(answer.value.sessionsEnded) } }
      : { tone: "stop", message: answer.error.code, values });
  }
  redirect(place(form, path));
}

/** Lifts a restriction. */
export async function liftRestrictionAction(form: FormData): Promise<never> {
  const path = `/staff/people/links/${encodeURIComponent(text(form, "linkId"))}`;
  const api = await getApi(text(form, "locale"));
  const answer = await orRefusal(api.people.access.liftRestriction({ restrictionId: text(form, "restrictionId") }));
  await leaveFlash(path, answer.ok ? { tone: "good", message: "why.liftedNow" } : { tone: "stop", message: answer.error.code });
  redirect(place(form, path));
}
