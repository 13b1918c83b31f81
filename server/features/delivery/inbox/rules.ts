import { type SpokenBlock, spokenSentences, stopped } from "@/server/features/languages/speech/rules";
import { formatDate } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { InboxLine } from "./queries";

/** What the school told an adult, in the order of its page, a block a line. All of it is private. */
export function spokenInbox(lines: readonly InboxLine[], language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string) => spokenSentences(text, language, { named: true });
  const lead: SpokenBlock = { id: "lead", heading: true, sentences: [...say(stopped(t("delivery.inbox.title"), language)), ...say(t("delivery.inbox.lead"))] };
  if (lines.length === 0) return [lead, { id: "empty", heading: true, sentences: [...say(stopped(t("delivery.inbox.emptyTitle"), language)), ...say(t("delivery.inbox.emptyText"))] }];
  return [lead, ...lines.map(({ id, title, at, isNew }): SpokenBlock => ({
    id: `line-${id}`, heading: true, sentences: [...say(stopped(title, language)), ...say(stopped(formatDate(language, at, "shortDay", zone), language)), ...(isNew ? say(stopped(t("delivery.inbox.new"), language)) : [])],
  }))];
}
