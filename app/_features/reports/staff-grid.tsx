import { type AbstractIntlMessages, NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { StaffApiProvider } from "@/app/_trpc/client";
import type { getApi } from "@/app/_trpc/server";
import { messagesFor } from "@/server/lib/i18n/catalogue";
import { intlTag, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { gateMessages } from "../shell/gate-words";
import { type GridData, WritingGrid, type WritingGridProps } from "./grid/writing-grid";

type ServerGrid = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["reports"]["grid"]["get"]>>;

const part = (messages: AbstractIntlMessages, ...path: string[]): AbstractIntlMessages =>
  path.reduce<AbstractIntlMessages>((node, name) => (node[name] && typeof node[name] === "object" ? node[name] : {}), messages);

/** Hands the writing screen its words, the English comment bank and its connection: nothing that it does not use. */
export async function StaffGrid({ grid, ...props }: Omit<WritingGridProps, "bank" | "subjectNames" | "locale" | "grid"> & { grid: ServerGrid }) {
  const [locale, messages, gate] = await Promise.all([getLocale(), getMessages(), gateMessages()]);
  const english = messagesFor(SOURCE_LANGUAGE);
  const { attendance: _automatic, ...bank } = part(english, "comments");
  const names = Object.entries(part(english, "reports", "subjects")).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  // As later answers will bring it: moments are strings on the wire.
  const wire: GridData = JSON.parse(JSON.stringify(grid));
  const words = {
    gate,
    staffReports: { grid: part(messages, "staffReports", "grid") },
    reports: {
      subjects: part(messages, "reports", "subjects"), scales: part(messages, "reports", "scales"), states: part(messages, "reports", "states"),
      statutory: { codes: part(messages, "reports", "statutory", "codes") }, grid: { groups: part(messages, "reports", "grid", "groups") },
    },
  };
  return (
    <NextIntlClientProvider locale={intlTag(locale)} messages={words} timeZone="Europe/London">
      <StaffApiProvider locale={locale}>
        <WritingGrid {...props} grid={wire} locale={locale} bank={bank} subjectNames={Object.fromEntries(names)} />
      </StaffApiProvider>
    </NextIntlClientProvider>
  );
}
