import type { Ctx } from "@/server/lib/context";
import { env } from "@/server/lib/env";
import { AppError } from "@/server/lib/errors";
import { translatorFor } from "@/server/lib/i18n/translator";

import { getOpen, listOpen } from "../queries";
import { calendarOf } from "./rules";

/** Everything that anybody may come to, for calendars that subscribe to it. */
export async function getFeed(ctx: Ctx): Promise<string> {
  const name = translatorFor(ctx.locale)("events.read.feedName", { school: ctx.school.name });
  return calendarOf({ school: ctx.school, language: ctx.locale, publicUrl: env().PUBLIC_URL, name, events: await listOpen(ctx), now: ctx.now });
}

/** One time of an event, to be put into a calendar. Errors: not_found. */
export async function getSessionFile(ctx: Ctx, input: { eventId: string; sessionId: string }): Promise<string> {
  const event = await getOpen(ctx, input);
  if (!event.sessions.some(({ id }) => id === input.sessionId)) throw new AppError("not_found");
  return calendarOf({ school: ctx.school, language: ctx.locale, publicUrl: env().PUBLIC_URL, name: event.words.title.body, events: [event], sessionId: input.sessionId, now: ctx.now });
}
