import { type SpokenBlock, spokenLine, spokenSentences } from "@/server/features/languages/speech/rules";
import { formatDate } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { InboxLine } from "./queries";

/** What the school told an adult, in the order of its page, a block a line. All of it is private. */
export function spokenInbox(lines: readonly InboxLine[], language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string) => spokenSentences(text, language, { named: true });
  const line = (text: string) => spokenLine(text, language, true);
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...line(t("delivery.inbox.title")), ...say(t("delivery.inbox.lead"))] };
  if (lines.length === 0) return [lead, { id: "empty", heading: true, sentences: [...line(t("delivery.inbox.emptyTitle")), ...say(t("delivery.inbox.emptyText"))] }];
  return [lead, ...lines.map(({ id, title, at, isNew }): SpokenBlock => ({
    id: `line-${id}`, heading: true, sentences: [...line(title), ...line(formatDate(language, at, "shortDay", zone)), ...(isNew ? line(t("delivery.inbox.new")) : [])],
  }))];
}
