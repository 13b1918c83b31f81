import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

import { StaffApiProvider } from "@/app/_trpc/client";
import { getLocale } from "@/app/_trpc/locale";
import { intlTag } from "@/server/lib/i18n/languages";

/** The words of the gate that the browser needs: all but those of pages made on the server. */
export async function gateMessages() {
  const { gate } = await getMessages();
  if (!gate || typeof gate !== "object") return {};
  return Object.fromEntries(Object.entries(gate).filter(([key]) => key !== "pictures"));
}

/** What boxes with a look at their words need around them in a form that is otherwise made on the server. */
export async function GateWords({ children }: { children: ReactNode }) {
  const [locale, gate] = await Promise.all([getLocale(), gateMessages()]);
  return (
    <NextIntlClientProvider locale={intlTag(locale)} messages={{ gate }} timeZone="Europe/London">
      <StaffApiProvider locale={locale}>{children}</StaffApiProvider>
    </NextIntlClientProvider>
  );
}
