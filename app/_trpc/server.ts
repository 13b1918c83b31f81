import "server-only";

import * as rootParams from "next/root-params";
import { cookies, headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";

import { findSchool, loadActor } from "@/server/features/people/queries";
import { visitor } from "@/server/lib/auth/actor";
import { sessionCookieName } from "@/server/lib/auth/cookie";
import { hashToken, keyedHash } from "@/server/lib/auth/tokens";
import { now } from "@/server/lib/clock";
import type { Ctx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { createCaller } from "@/server/root";

/** What a request is answered with: its school by host, its actor by session cookie, its moment. Once a request. */
const baseContext = cache(async (): Promise<Omit<Ctx, "locale">> => {
  const [head, jar] = await Promise.all([headers(), cookies()]);
  const school = await findSchool(head.get("host") ?? "");
  if (!school) notFound();
  const db = dbFor(school.id);
  const at = now();
  const token = jar.get(sessionCookieName())?.value;
  const actor = token ? await loadActor(db, hashToken(token), at) : visitor;
  return { db, school, actor, now: at, client: keyedHash("client", head.get("x-kingsgate-client") ?? "") };
});

/** The context of this request, in a language: the page's own unless an action or route handler names one. */
export async function getContext(locale?: string): Promise<Ctx> {
  const tag = locale ?? (await rootParams.locale());
  return { ...(await baseContext()), locale: pageLanguage(tag).tag };
}

const callers = cache(async (locale: string) => createCaller(await getContext(locale)));

/** The procedures, called in process. Pages and form actions use nothing else. */
export async function getApi(locale?: string) {
  return callers(pageLanguage(locale ?? (await rootParams.locale())).tag);
}
