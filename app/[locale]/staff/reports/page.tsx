import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { reportRoles } from "@/app/_features/reports/staff-roles";
import { RoundCard } from "@/app/_features/reports/staff-rounds";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";

const PATH = "/staff/reports";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staffReports.rounds"))("title") };
}

export default async function RoundsPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("staffReports.rounds"), getLocale(), getApi(), getContext()]);
  const rounds = await orRedirect(locale, PATH, api.reports.rounds.list());
  const roles = reportRoles(ctx.actor);
  const plan = <a className={`button ${rounds.length > 0 ? "button-quiet button-small" : ""}`} href={`/${locale}/staff/reports/new`}><Icon name="plus" />{t("plan")}</a>;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h1>{t("title")}</h1>
          <p className="text-ink-soft">{t("lead")}</p>
        </div>
        {roles.publishes && rounds.length > 0 ? plan : null}
      </div>
      <FlashNotice path={PATH} namespace="staffReports" />
      {rounds.length === 0 ? (
        <Empty picture="report" title={t("empty")}>
          <p>{t(roles.publishes ? "emptyOffice" : "emptyTeacher")}</p>
          {roles.publishes ? plan : null}
        </Empty>
      ) : null}
      {rounds.map((round) => <RoundCard key={round.roundId} round={round} roles={roles} />)}
    </>
  );
}
