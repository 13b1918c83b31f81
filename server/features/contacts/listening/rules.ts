import { type SpokenBlock, type SpokenSentence, spokenSentences } from "@/server/features/languages/speech/rules";
import { formatDate, isolateName } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { OwnContact, OwnRecord } from "../family/queries";

/** An adult's own record in the order of its page, block by block. Every sentence is private: it may name anybody. */
export function spokenRecord(records: readonly OwnRecord[], language: string, zone: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string): SpokenSentence[] => spokenSentences(text, language, { named: true });
  const wordsOf = (contact: OwnContact): SpokenSentence[] => {
    const due = contact.nextStepDueAt ? t("contacts.timeline.due", { date: formatDate(language, contact.nextStepDueAt, "day", zone) }) : null;
    const parts = [
      ["contacts.timeline.facts", contact.facts, null], ["contacts.family.theirWords", contact.theirWords, null], ["contacts.family.agreed", contact.agreed, null],
      ["contacts.family.nextStep", contact.nextStep, due],
    ] as const;
    return parts.flatMap(([title, text, after]) => (text ? [...say(t(title)), ...spokenSentences(text.body, text.language, { named: true }), ...(after ? say(after) : [])] : []));
  };
  return records.flatMap(({ pupil, contacts }): SpokenBlock[] => {
    const about = say(t("contacts.family.about", { child: isolateName(pupil.givenName) }));
    if (contacts.length === 0) return [{ id: `child-${pupil.id}`, heading: true, sentences: [...about, ...say(t("contacts.family.empty")), ...say(t("contacts.family.emptyText"))] }];
    return [
      { id: `child-${pupil.id}`, heading: true, sentences: about },
      ...contacts.map((contact): SpokenBlock => ({
        id: `talk-${contact.id}`, heading: true,
        sentences: [
          ...say(formatDate(language, contact.at, "day", zone)),
          ...say(t(`contacts.family.${contact.outcome === "no_answer" || contact.outcome === "wrong_number" ? "missed" : "with"}`, { staff: isolateName(contact.staff) })),
          ...wordsOf(contact),
        ],
      })),
    ];
  });
}
