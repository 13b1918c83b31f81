import { type SpokenBlock, spokenLine } from "@/server/features/languages/speech/rules";
import { formatDate } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { DateLine } from "../rules";

/** The school's days in the order of their page, a heading for each month and a block a day. They are anyone's to hear. */
export function spokenDates(lines: readonly DateLine[], language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string, tag = language) => spokenLine(text, tag);
  const on = (day: string, how: "day" | "month" = "day") => formatDate(language, new Date(`${day}T12:00:00Z`), how, zone);
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...say(t("calendar.open.title")), ...say(t("calendar.open.lead"))] };
  if (lines.length === 0) return [lead, { id: "empty", heading: false, sentences: [...say(t("calendar.open.emptyTitle")), ...say(t("calendar.open.emptyText"))] }];
  return [lead, ...lines.map(({ id, startsOn, endsOn, words, language: tag, note, noteLanguage, off }, nth): SpokenBlock => {
    const newMonth = startsOn.slice(0, 7) !== lines[nth - 1]?.startsOn.slice(0, 7);
    return {
      id: `date-${id}`, heading: newMonth,
      sentences: [
        ...(newMonth ? say(on(startsOn, "month")) : []), ...say(words, tag), ...say(startsOn === endsOn ? on(startsOn) : t("calendar.open.span", { first: on(startsOn), last: on(endsOn) })), ...say(note, noteLanguage),
        ...(off ? say(t("calendar.family.off")) : []),
      ],
    };
  })];
}
