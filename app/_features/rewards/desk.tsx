import { type AbstractIntlMessages, NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import { v7 as uuid } from "uuid";

import { StaffApiProvider } from "@/app/_trpc/client";
import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { categories, statements } from "@/server/features/rewards/schema";
import { intlTag } from "@/server/lib/i18n/languages";

import { gateMessages } from "../shell/gate-words";
import type { Desk } from "./answers";
import { NoteDesk } from "./note-desk";
import { REWARDS } from "./places";

/** The desk at which good news is noted, with its words and nothing that it does not use. What was typed before a refusal stands in it again. */
export async function RewardDesk({ desk, childId }: { desk: Desk; childId: string }) {
  const [locale, messages, gate, flash] = await Promise.all([getLocale(), getMessages(), gateMessages(), readFlash(REWARDS)]);
  const { bank, categories: names, staff } = messages.rewards as Record<string, AbstractIntlMessages>;
  const typed = flash?.tone === "stop" ? (flash.values ?? {}) : {};
  const known = (ids: string) => ids.split(",").filter((id) => desk.children.some((child) => child.id === id));
  const category = categories.find((each) => each === typed.category) ?? categories[0];
  const statement = typed.category === undefined ? statements[0] : statements.find((each) => each === typed.statement);
  return (
    <NextIntlClientProvider locale={intlTag(locale)} messages={{ rewards: { bank, categories: names, staff }, gate } as AbstractIntlMessages} timeZone="Europe/London">
      <StaffApiProvider locale={locale}>
        <NoteDesk
          key={flash?.tone ?? "new"} pupils={desk.children} classId={desk.classId} locale={locale} formKey={uuid()}
          typed={{ pupils: known(typed.pupils ?? childId), category, statement: statement ?? null, words: typed.words ?? "" }}
        />
      </StaffApiProvider>
    </NextIntlClientProvider>
  );
}
