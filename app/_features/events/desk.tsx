import { type AbstractIntlMessages, NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";

import { StaffApiProvider } from "@/app/_trpc/client";
import { getLocale } from "@/app/_trpc/locale";
import { intlTag } from "@/server/lib/i18n/languages";

import { DeskScreen, type DeskData } from "./desk-screen";

/** The desk at the door, with its words and its connection and nothing that it does not use. */
export async function Desk({ data, adultId }: { data: DeskData; adultId: string }) {
  const [locale, messages] = await Promise.all([getLocale(), getMessages()]);
  const { desk, needs, book } = messages.events as Record<string, AbstractIntlMessages>;
  return (
    <NextIntlClientProvider locale={intlTag(locale)} messages={{ events: { desk, needs, book } } as AbstractIntlMessages} timeZone="Europe/London">
      <StaffApiProvider locale={locale}><DeskScreen data={data} adultId={adultId} locale={locale} /></StaffApiProvider>
    </NextIntlClientProvider>
  );
}
