import * as rootParams from "next/root-params";
import { getRequestConfig } from "next-intl/server";

import { messagesFor } from "./catalogue";
import { intlTag, pageLanguage } from "./languages";

/** What next-intl uses for a page: the language of its address. Route handlers and actions pass theirs. */
export default getRequestConfig(async ({ locale }) => {
  const language = pageLanguage(locale ?? (await rootParams.locale()));
  return {
    // With its calendar and digits: "bn" alone would write its own figures beside clocks and letters that have 0-9.
    locale: intlTag(language.tag),
    messages: messagesFor(language.tag),
    timeZone: "Europe/London",
    onError(error) {
      throw error;
    },
  };
});
