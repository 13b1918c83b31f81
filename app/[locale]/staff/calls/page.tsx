import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { CallDesk } from "@/app/_features/contacts/call-desk";
import { callLines } from "@/app/_features/contacts/call-lines";
import { everyLanguage, readingChoices } from "@/app/_features/contacts/choices";
import { Desk } from "@/app/_features/contacts/desk";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";

const PATH = "/staff/calls";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contacts.calls"))("title") };
}

/** Whom to ring now, in which language, and why. */
export default async function CallsPage() {
  const [t, needs, locale, api, ctx] = await Promise.all([getTranslations("contacts.calls"), getTranslations("people.needs"), getLocale(), getApi(), getContext()]);
  const { rows, families } = await orRedirect(locale, PATH, api.contacts.calls());
  const lines = await callLines(rows, ctx.school.zone);
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead", { count: families })}</p>
      </div>
      {lines.length === 0 ? <Empty picture="phone" title={t("empty")}><p>{t("emptyText")}</p></Empty> : null}
      <Desk>
        <CallDesk lines={lines} locale={locale} staffId={ctx.actor.kind === "person" ? ctx.actor.adultId : ""} languages={everyLanguage(locale)} reading={readingChoices(needs)} />
      </Desk>
    </>
  );
}
