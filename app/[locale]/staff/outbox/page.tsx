import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { MailList, MailStates } from "@/app/_features/delivery/mail-list";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";

const PATH = "/staff/outbox";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.outbox"))("title") };
}

/** The demo's mailbox; in a real school how its e-mails are going. */
export default async function OutboxPage({ searchParams }: { searchParams: Promise<{ before?: string | string[] }> }) {
  const [t, locale, api, ctx, search] = await Promise.all([getTranslations("delivery.outbox"), getLocale(), getApi(), getContext(), searchParams]);
  const before = typeof search.before === "string" ? search.before : undefined;
  const outbox = await orRedirect(locale, PATH, api.delivery.outbox({ before }));
  return (
    <>
      <h1>{t("title")}</h1>
      <MailStates waiting={outbox.waiting} />
      {outbox.isDemo ? (
        <>
          <p className="max-w-2xl">{t("intro")}</p>
          <MailList mails={outbox.mails} zone={ctx.school.zone} />
          <p className="flex gap-4">
            {before ? <a href={`/${locale}${PATH}`} className="button button-quiet">{t("newest")}</a> : null}
            {outbox.older ? <a href={`/${locale}${PATH}?before=${outbox.older}`} className="button button-quiet">{t("older")}</a> : null}
          </p>
        </>
      ) : (
        <Empty picture="letter_sent" title={t("notDemoTitle")}><p>{t("notDemoText")}</p></Empty>
      )}
    </>
  );
}
