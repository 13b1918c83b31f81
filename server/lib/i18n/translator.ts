import { type AbstractIntlMessages, createTranslator } from "next-intl";

import { messagesFor } from "./catalogue";
import { intlTag, pageLanguage } from "./languages";

/** A message by its full key, with values. */
export type Translate = (key: string, values?: Record<string, string | number | Date>) => string;

/** By catalogue, so that a translator goes when its catalogue does. */
const made = new WeakMap<AbstractIntlMessages, Translate>();

/**
 * The words of one language outside a page: e-mails, letters, PDFs, exports. Throws when a message is missing, so that
 * nothing leaves the school with a raw key in it.
 */
export function translatorFor(tag: string): Translate {
  const language = pageLanguage(tag).tag;
  const messages = messagesFor(language);
  const known = made.get(messages);
  if (known) return known;
  const translate = createTranslator({
    locale: intlTag(language),
    messages,
    timeZone: "Europe/London",
    onError(error) {
      throw error;
    },
  }) as unknown as Translate;
  made.set(messages, translate);
  return translate;
}
