import { type AbstractIntlMessages, createTranslator } from "next-intl";

import type { Comment } from "@/server/features/reports/schema";

import { GENERAL_COLUMN, type Row } from "./grid-model";

/** A picked statement as the English sentence that the teacher sees. */
export type BankVoice = (comment: Comment, row: Pick<Row, "givenName" | "wordingForm">, subject: string) => string;

/** Gives the English comment bank a voice. `subjects` are the English names by code. */
export function makeVoice(bank: AbstractIntlMessages, subjects: Record<string, string>): BankVoice {
  // Numbers and names only: the teacher reads English whatever the page's language is, as families' English does.
  const translate = createTranslator({
    locale: "en-GB", messages: { comments: bank }, namespace: "comments", onError: () => undefined, getMessageFallback: ({ key }) => key,
  });
  const say = (key: string, values: Record<string, string | number>): string => translate(key as never, values as never);
  return (comment, row, subject) =>
    say(comment.key, { name: row.givenName, form: row.wordingForm, n: comment.n ?? 0, subject: subject === GENERAL_COLUMN ? "" : (subjects[subject] ?? subject) });
}
