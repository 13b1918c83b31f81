import "server-only";

import * as rootParams from "next/root-params";

import { pageLanguage } from "@/server/lib/i18n/languages";

/**
 * The language of this page's address. Not next-intl's own answer: that one carries the calendar and the digits too
 * (server/lib/i18n/request), which belong in formatters and not in links.
 */
export async function getLocale(): Promise<string> {
  return pageLanguage(await rootParams.locale()).tag;
}
