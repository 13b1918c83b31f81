import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { PeopleList } from "@/app/_features/people/people-list";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.list"))("title") };
}

export default async function PeoplePage({ searchParams }: { searchParams: Promise<{ search?: string; after?: string }> }) {
  const [t, common, locale, query, api] = await Promise.all([getTranslations("people.list"), getTranslations("common.actions"), getLocale(), searchParams, getApi()]);
  const input = { search: query.search?.slice(0, 100) ?? "", ...(query.after ? { after: query.after } : {}) };
  const { pupils, next } = await orRedirect(locale, "/staff/people", api.people.access.list(input));
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1>{t("title")}</h1>
        <a className="button button-quiet button-small" href={`/${locale}/staff/people/confirm`}><Icon name="shield-check" />{t("waitingLink")}</a>
      </div>
      <form method="get" className="flex max-w-xl flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1"><Field name="search" label={t("search")} type="search" defaultValue={input.search} /></div>
        <button className="button">{common("search")}</button>
      </form>
      {pupils.length === 0 ? <Empty picture="search" title={t("empty")}><p>{t("emptyHint")}</p></Empty> : <PeopleList pupils={pupils} />}
      {next ? <a className="button button-quiet button-small justify-self-start" href={`?${new URLSearchParams({ search: input.search, after: next })}`}>{t("more")}</a> : null}
    </>
  );
}
