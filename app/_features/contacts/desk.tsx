import { type AbstractIntlMessages, NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

import { StaffApiProvider } from "@/app/_trpc/client";
import { getLocale } from "@/app/_trpc/locale";
import { intlTag } from "@/server/lib/i18n/languages";

import { gateMessages } from "../shell/gate-words";

/** Hands the screens of contacts their words and their connection: nothing that they do not use. */
export async function Desk({ children }: { children: ReactNode }) {
  const [locale, messages, gate] = await Promise.all([getLocale(), getMessages(), gateMessages()]);
  const { form, channels, interpreters, outcomes, barriers, topics, tones, hours, queue, calls } = messages.contacts as Record<string, AbstractIntlMessages>;
  const words = { contacts: { form, channels, interpreters, outcomes, barriers, topics, tones, hours, queue, calls }, gate } as AbstractIntlMessages;
  return (
    <NextIntlClientProvider locale={intlTag(locale)} messages={words} timeZone="Europe/London">
      <StaffApiProvider locale={locale}>{children}</StaffApiProvider>
    </NextIntlClientProvider>
  );
}
