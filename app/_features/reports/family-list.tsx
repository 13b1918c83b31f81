import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { type getApi, getContext } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { formatDate } from "@/server/lib/i18n/format";

import { OwnDate } from "../shell/language-note";
import { yearLabel } from "../shell/year-label";

type Api = Awaited<ReturnType<typeof getApi>>;
type Child = Awaited<ReturnType<Api["reports"]["family"]["list"]>>[number];

/** One child and the reports sent so far, the newest first; what is new stands out. */
export async function ChildReports({ child }: { child: Child }) {
  const [t, common, locale, ctx] = await Promise.all([getTranslations("family.home"), getTranslations("common"), getLocale(), getContext()]);
  const reads = ctx.actor.kind === "person" ? ctx.actor.language : null;
  const heading = `child-${child.pupilId}`;
  return (
    <section aria-labelledby={heading} className="grid gap-3">
      <div className="flex items-center gap-3">
        <span className="grid size-12 flex-none place-items-center rounded-full bg-brand-wash"><Picture name="star" size={28} /></span>
        <h2 id={heading}><bdi>{child.givenName}</bdi> <span className="block text-sm font-normal text-ink-soft">{yearLabel(common, child.yearGroup)}</span></h2>
      </div>
      {child.reports.length === 0 ? <div className="card"><p className="font-bold">{t("noneTitle")}</p><p>{t("none")}</p></div> : null}
      {child.reports.map((report) => {
        const fresh = report.state === "published" && !report.receipt.openedAt;
        return (
          <a
            key={report.reportId}
            href={`/${locale}/family/reports/${report.reportId}`}
            className={`card flex items-center gap-4 text-ink no-underline hover:border-brand ${fresh ? "card-now" : ""}`}
          >
            <Picture name="report" size={44} />
            <span className="grid min-w-0 flex-1 gap-1">
              <span className="font-bold">{report.label}</span>
              <span className="text-sm text-ink-soft">{t("sentOn", { date: formatDate(locale, report.publishedAt) })} <OwnDate reads={reads} date={report.publishedAt} zone={ctx.school.zone} /></span>
              <span className="flex flex-wrap gap-2">
                {fresh ? <Badge tone="warn">{t("new")}</Badge> : null}
                {report.receipt.acknowledgedAt ? <Badge tone="good">{t("readOn")}</Badge> : null}
                {report.state === "withdrawn" ? <Badge tone="stop">{t("withdrawn")}</Badge> : report.edition > 1 ? <Badge>{t("corrected")}</Badge> : null}
              </span>
              <span className="font-bold text-brand underline underline-offset-4">{t("open")}</span>
            </span>
            <Icon name="arrow-right" flip />
          </a>
        );
      })}
    </section>
  );
}
