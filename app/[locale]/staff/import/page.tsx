import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { ImportForm } from "@/app/_features/people/import-form";
import { ImportRuns } from "@/app/_features/people/import-runs";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";

const PATH = "/staff/import";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("import.page"))("title") };
}

export default async function ImportPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("import.page"), getLocale(), getApi(), getContext()]);
  const runs = await orRedirect(locale, PATH, api.people.import.list());
  const open = runs.find((run) => run.state === "reading" || run.state === "previewed" || run.state === "applying");
  return (
    <>
      <h1>{t("heading")}</h1>
      <FlashNotice path={PATH} namespace="import" />
      <p className="max-w-2xl">{t("intro")}</p>
      {open ? (
        <section className="card card-now grid max-w-2xl gap-3">
          <h2>{t("openTitle")}</h2>
          <p><bdi>{open.fileName}</bdi></p>
          <p>{t("openText")}</p>
          <a className="button justify-self-start" href={`/${locale}${PATH}/${open.id}`}>{t("openLink")}<Icon name="arrow-right" flip /></a>
        </section>
      ) : (
        <ImportForm />
      )}
      {runs.length === 0 ? (
        <Empty picture="school" title={t("emptyTitle")}>
          <p className="max-w-xl">{t("emptyText")}</p>
          <div className="flex flex-wrap justify-center gap-3">
            <a className="button button-quiet" href="/api/import/example"><Icon name="download" />{t("exampleZip")}</a>
            <a className="button button-quiet" href="/api/import/example?file=links"><Icon name="download" />{t("exampleLinks")}</a>
          </div>
        </Empty>
      ) : (
        <ImportRuns runs={runs} zone={ctx.school.zone} />
      )}
    </>
  );
}
