import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { confirmLinksAction } from "@/app/_features/people/actions";
import { WaitingTable } from "@/app/_features/people/waiting-table";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";

const PATH = "/staff/people/confirm";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.confirm"))("title") };
}

export default async function ConfirmPage() {
  const [t, locale, api] = await Promise.all([getTranslations("people.confirm"), getLocale(), getApi()]);
  const { links, total } = await orRedirect(locale, PATH, api.people.access.listWaiting());
  return (
    <>
      <h1>{t("title")}</h1>
      <FlashNotice path={PATH} namespace="people" />
      {links.length === 0 ? (
        <Empty picture="shield" title={t("empty")}><p>{t("emptyHint")}</p></Empty>
      ) : (
        <form action={confirmLinksAction} className="grid gap-4">
          <input type="hidden" name="locale" value={locale} />
          <p className="max-w-2xl">{t("lead")}</p>
          {total > links.length ? <p className="notice max-w-2xl">{t("more", { shown: links.length, total })}</p> : null}
          <WaitingTable waiting={links} />
          <p className="flex flex-wrap gap-3">
            <button className="button">{t("submit")}</button>
            <button name="all" value="1" className="button button-quiet">{t("all", { count: links.length })}</button>
          </p>
        </form>
      )}
    </>
  );
}
