import { dayIn } from "@/server/lib/clock";
import { isolateName } from "@/server/lib/i18n/format";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { Api, OpenEvent, OwnCalendar } from "./answers";

export type EntryKind = OwnCalendar["lines"][number]["kind"] | "meeting" | "visit" | "event" | "report" | "celebration" | "news";

/** One entry of a family's calendar in its reader's language, from whichever feature holds it. */
export interface Entry {
  id: string;
  kind: EntryKind;
  startsOn: string;
  endsOn: string;
  startsAt?: Date;
  endsAt?: Date;
  summary: string;
  /** The language of the summary, where it is not the reader's. */
  language: string;
  description: string;
  descriptionLanguage: string;
  location: string;
  locationLanguage: string;
  /** Its page, with the language. */
  path: string | null;
  off: boolean;
  sign: "machine" | "unchecked" | "untranslated" | null;
  /** The children whom it is about; without one it is for all, or for those of these years. */
  children: { id: string; name: string }[];
  yearGroups: number[];
  /** What an event says of itself: its reader can say of each sentence that it is not clear. */
  says?: { eventId: string; words: OpenEvent["words"]["what"][] };
}

/** An hour, for an event that ends when it begins. */
const HOUR = 3_600_000;

/**
 * Everything in an adult's calendar: the school's days, and what each feature lets this very adult know. Each is asked by its own procedure,
 * so that each keeps its own rule of access: a parent who lives apart meets nothing of the other's here.
 */
export async function gatherEntries(api: Api, own: OwnCalendar, locale: string, zone: string): Promise<Entry[]> {
  if (own.children.length === 0) return [];
  const [meetings, visits, events, reports, celebrations, news] = await Promise.all([
    api.meetings.own.list(), api.contacts.visits.own(), api.events.open.list(), api.reports.family.list(), api.rewards.celebrations.own.list(), api.newsletters.own.dates(),
  ]);
  const t = translatorFor(locale);
  const on = (at: Date) => dayIn(zone, at);
  const usual = { language: locale, descriptionLanguage: locale, location: "", locationLanguage: locale, sign: null, children: [] as Entry["children"], yearGroups: [] as number[], off: false };
  const timed = (startsAt: Date, endsAt: Date) => ({ startsAt, endsAt, startsOn: on(startsAt), endsOn: on(startsAt) });
  const found: Entry[] = own.lines.map(({ words, note, noteLanguage, ...line }) => ({ ...usual, ...line, summary: words, description: note, descriptionLanguage: noteLanguage, path: null }));
  for (const { id, startsAt, endsAt, mode, state, room, teacher, child, pupilId } of meetings) {
    found.push({
      ...usual, ...timed(startsAt, endsAt), id, kind: "meeting", summary: t("calendar.entries.meeting", { teacher: isolateName(teacher) }), description: t(`meetings.modes.${mode}`), location: room ? t("meetings.family.room", { room: isolateName(room) }) : "",
      path: `/${locale}/family/meetings`, off: state === "cancelled", children: [{ id: pupilId, name: child }],
    });
  }
  for (const { id, startsAt, minutes, state, place, child, pupilId } of visits) {
    if (!startsAt || (state !== "booked" && state !== "cancelled" && state !== "under_way")) continue;
    found.push({
      ...usual, ...timed(startsAt, new Date(startsAt.getTime() + minutes * 60_000)), id, kind: "visit", summary: t("calendar.entries.visit"), description: place ? t(`visits.places.${place}`) : "", path: `/${locale}/family/visits/${id}`,
      off: state === "cancelled", children: [{ id: pupilId, name: child }],
    });
  }
  for (const event of events) {
    const { title, what, meet, place, route } = event.words;
    for (const { id, startsAt, endsAt, cancelledAt } of event.sessions) {
      found.push({
        ...usual, ...timed(startsAt, endsAt.getTime() > startsAt.getTime() ? endsAt : new Date(startsAt.getTime() + HOUR)), id, kind: "event", summary: event.words.title.body, language: event.words.title.language, description: t(`events.kinds.${event.kind}`),
        location: event.words.place.body, locationLanguage: event.words.place.language, path: `/${locale}/events/${event.id}`, off: event.state === "cancelled" || cancelledAt !== null, sign: event.words.title.sign, says: { eventId: event.id, words: [title, what, meet, place, route] },
      });
    }
  }
  for (const { pupilId, givenName, reports: out } of reports) {
    for (const { reportId, state, label, publishedAt } of out) {
      if (state !== "published") continue;
      const day = on(publishedAt);
      found.push({ ...usual, id: reportId, kind: "report", startsOn: day, endsOn: day, summary: t("calendar.entries.report", { label }), description: "", path: `/${locale}/family/reports/${reportId}`, children: [{ id: pupilId, name: givenName }] });
    }
  }
  for (const { id, kind, state, startsAt, endsAt, place, children } of celebrations) {
    found.push({ ...usual, ...timed(startsAt, endsAt), id, kind: "celebration", summary: t(`rewards.celebrate.kinds.${kind}`), description: "", location: place, locationLanguage: SOURCE_LANGUAGE, path: `/${locale}/family/rewards/celebrations/${id}`, off: state === "cancelled", children: children.map(({ id: pupilId, name }) => ({ id: pupilId, name })) });
  }
  for (const { id, newsletterId, day, at, words, yearGroups } of news) {
    const [first, ...more] = words.sentences.map(({ body }) => body);
    found.push({
      ...usual, ...(at ? { startsAt: at } : {}), id, kind: "news", startsOn: day, endsOn: day, summary: first ?? "", language: words.language, description: more.join(" "), descriptionLanguage: words.language,
      path: `/${locale}/family/newsletters/${newsletterId}`, sign: words.sign, yearGroups,
    });
  }
  return found.sort((a, b) => a.startsOn.localeCompare(b.startsOn) || (a.startsAt?.getTime() ?? 0) - (b.startsAt?.getTime() ?? 0) || a.id.localeCompare(b.id));
}

/** Whether an entry concerns a child: what is for all does. */
export function concerns(entry: Entry, child: OwnCalendar["children"][number]): boolean {
  if (entry.children.length > 0) return entry.children.some(({ id }) => id === child.id);
  return entry.yearGroups.length === 0 || entry.yearGroups.includes(child.yearGroup);
}

/** The children an entry names: its own, or those of its years; nobody where it is for all. */
export function namedIn(entry: Entry, children: OwnCalendar["children"]): string[] {
  if (entry.children.length > 0) return entry.children.map(({ id }) => id);
  return entry.yearGroups.length === 0 ? [] : children.filter((child) => concerns(entry, child)).map(({ id }) => id);
}

/** Entries in the words of a calendar program: whose it is stands in the title, for it knows no colours. */
export function wordEntries(entries: readonly Entry[], children: OwnCalendar["children"]) {
  return entries.map(({ id, kind, startsOn, endsOn, startsAt, endsAt, summary, description, location, path, off, children: about, yearGroups }) => {
    const names = about.length > 0 ? about.map(({ name }) => name) : yearGroups.length > 0 ? children.filter(({ yearGroup }) => yearGroups.includes(yearGroup)).map(({ givenName }) => givenName) : [];
    return { id: `${kind}-${id}`, startsOn, endsOn, startsAt, endsAt, summary: [names.join(", "), summary].filter(Boolean).join(": "), description, location, path, off };
  });
}
