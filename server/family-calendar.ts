import { z } from "zod";

import { writeFeed } from "./features/calendar/feed/commands";
import { openFeed } from "./features/calendar/feed/queries";
import { hearGathered } from "./features/delivery/gathered/commands";
import { hearOwn, hearOwnPart } from "./features/languages/speech/commands";
import type { HeardBlock, Sound } from "./features/languages/speech/queries";
import { type SpokenBlock, spokenLine } from "./features/languages/speech/rules";
import type { Part } from "./features/languages/speech/schema";
import type { Ctx, PersonCtx } from "./lib/context";
import type { CalendarEntry } from "./lib/days/icalendar";
import { AppError } from "./lib/errors";
import { formatDate } from "./lib/i18n/format";
import { pageLanguage } from "./lib/i18n/languages";
import { translatorFor } from "./lib/i18n/translator";
import { createCaller } from "./root";

/*
 * A family's calendar stands above the features, as root and jobs do: what is in it comes from the procedures of several, each by its own
 * rule. Here is what no procedure can be: acting for the adult behind a secret link, and files and sounds of what several said together.
 */

/** The procedures as the adult behind a secret link calls them, in that adult's language; null for a key that opens nothing. Errors: rate_limited. */
export async function openCalendar(base: Ctx, key: string): Promise<{ ctx: Ctx; feedId: string; api: ReturnType<typeof createCaller> } | null> {
  const opened = await openFeed(base, key);
  if (!opened) return null;
  const ctx: Ctx = { ...base, actor: opened.actor, locale: pageLanguage(opened.language).tag };
  return { ctx, feedId: opened.feedId, api: createCaller(ctx) };
}

/** The entries of an adult's calendar as a file in the context's language; with the stamps of a feed where it is one. */
export async function writeCalendar(ctx: Ctx, feedId: string | null, entries: readonly CalendarEntry[]): Promise<string> {
  return writeFeed(ctx, feedId, entries);
}

interface Spoken {
  id: string;
  startsOn: string;
  startsAt?: Date;
  summary: string;
  language: string;
  description: string;
  descriptionLanguage: string;
  children: { name: string }[];
  off: boolean;
}

function speaker(ctx: Ctx): PersonCtx {
  if (ctx.actor.kind !== "person") throw new AppError("sign_in_required");
  return { ...ctx, actor: ctx.actor };
}

interface SpokenSection {
  key: "soon" | "later" | "month";
  first: string;
  entries: readonly Spoken[];
}

/** The entries in the order of their page, a heading for each stretch of days and a block an entry. All of it is private. */
function spokenSections(sections: readonly SpokenSection[], language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language) => spokenLine(text, tag, true);
  const noon = (day: string) => new Date(`${day}T12:00:00Z`);
  const title = ({ key, first }: SpokenSection) => {
    const month = formatDate(language, noon(first), "month", zone);
    return key === "soon" ? t("calendar.family.soon") : key === "later" ? t("calendar.family.later", { month }) : month;
  };
  return sections.flatMap((section, nth) => [
    { id: section.key, heading: true, sentences: [...(nth === 0 ? say(t("calendar.family.title")) : []), ...say(title(section))] },
    ...(section.entries.length === 0 ? [{ id: `${section.key}-empty`, heading: false, sentences: say(t(section.key === "soon" ? "calendar.family.soonEmpty" : "calendar.family.monthEmpty")) }] : []),
    ...section.entries.map(({ id, startsOn, startsAt, summary, language: tag, description, descriptionLanguage, children, off }): SpokenBlock => ({
      id: `${section.key}-${id}`, heading: true,
      sentences: [
        ...say(startsAt ? formatDate(language, startsAt, "moment", zone) : formatDate(language, noon(startsOn), "day", zone)), ...say(summary, tag), ...children.flatMap(({ name }) => say(name)), ...say(description, descriptionLanguage),
        ...(off ? say(t("calendar.family.off")) : []),
      ],
    })),
  ]);
}

/** The part of the reader's calendar that its page shows, to be heard. */
export async function hearCalendar(ctx: Ctx, sections: readonly SpokenSection[]): Promise<{ blocks: HeardBlock[] }> {
  return hearOwn(speaker(ctx), spokenSections(sections, ctx.locale, ctx.school.zone));
}

/**
 * The sound of one part of it, kept for this adult alone. Whoever has begun to listen to the days of the school need not be rung about those
 * among them. Errors: not_found.
 */
export async function hearCalendarPart(ctx: Ctx, sections: readonly SpokenSection[], part: Part): Promise<Sound> {
  const reader = speaker(ctx);
  const sound = await hearOwnPart(reader, spokenSections(sections, ctx.locale, ctx.school.zone), part);
  // A term's first and last day are lines of one entry.
  const subjectIds = [...new Set(sections.flatMap(({ entries }) => entries).map(({ id }) => id.replace(/-(begins|ends)$/, "")))].filter((id) => z.uuid().safeParse(id).success);
  await ctx.db.$transaction((tx) => hearGathered(tx, { schoolId: ctx.school.id, adultId: reader.actor.adultId, subjectIds, now: ctx.now }));
  return sound;
}
