import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Choice } from "@/app/_ui/field";
import { Empty } from "@/app/_ui/empty";
import { spans } from "@/server/features/rewards/share/schema";
import { formatDate, formatNumber } from "@/server/lib/i18n/format";

import type { FairShare } from "./answers";
import { REWARDS } from "./places";

/** A share as a number and a bar beside it; the number says all that the bar does. */
function Bar({ percent, text }: { percent: number; text: string }) {
  return (
    <span className="flex items-center gap-2">
      <span className="min-w-12 text-end font-bold tabular-nums">{text}</span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" width="120" height="12" aria-hidden="true" className="flip rounded-s">
        <rect width="100" height="10" fill="var(--line)" />
        <rect width={percent} height="10" fill="var(--brand)" />
      </svg>
    </span>
  );
}

type Row = { key: string; name: string; share: FairShare["whole"] | null };

/** One table of shares. */
async function ShareTable({ id, title, first, rows }: { id: string; title: string; first: string; rows: Row[] }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.share"), getLocale()]);
  return (
    <section className="grid gap-2">
      <h2 id={id}>{title}</h2>
      <div className="table-scroll" tabIndex={0} role="region" aria-labelledby={id}>
        <table className="table table-cards">
          <thead><tr><th scope="col">{first}</th>{(["children", "lately", "never", "percent"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}</tr></thead>
          <tbody>
            {rows.map(({ key, name, share }) => (
              <tr key={key}>
                <th scope="row"><bdi>{name}</bdi></th>
                {share ? (
                  <>
                    <td data-label={t("children")}>{formatNumber(locale, share.children)}</td>
                    <td data-label={t("lately")}>{formatNumber(locale, share.lately)}</td>
                    <td data-label={t("never")}>{formatNumber(locale, share.never)}</td>
                    <td data-label={t("percent")}><Bar percent={share.percent} text={formatNumber(locale, share.percent / 100, { style: "percent" })} /></td>
                  </>
                ) : <td colSpan={4} className="text-ink-soft">{t("tooFew")}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** How far back it looks. */
export async function SpanChoice({ weeks }: { weeks: number }) {
  const t = await getTranslations("rewards.share");
  return (
    <form method="get" className="flex flex-wrap items-end gap-3">
      <div className="min-w-48"><Choice name="weeks" label={t("span")} value={String(weeks)} options={spans.map((span) => ({ value: String(span), label: t("weeks", { weeks: span }) }))} /></div>
      <button className="button button-quiet">{t("show")}</button>
    </form>
  );
}

/** Who has had good news, by class and by group, and whose turn it is. */
export async function ShareView({ share, zone }: { share: FairShare; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.share"), getLocale()]);
  return (
    <>
      <section className="grid gap-2">
        <h2 id="next">{t("waitingTitle")}</h2>
        {share.waiting.length === 0 ? <Empty picture="star" title={t("allTitle")}><p>{t("allText")}</p></Empty> : (
          <>
            <p className="text-ink-soft">{t("waitingText")}</p>
            <div className="table-scroll max-h-[28rem] overflow-y-auto" tabIndex={0} role="region" aria-labelledby="next">
              <table className="table table-cards">
                <tbody>
                  {share.waiting.map(({ id, name, classId, className, lastAt }) => (
                    <tr key={id}>
                      <th scope="row"><bdi>{name}</bdi></th>
                      <td><bdi>{className}</bdi></td>
                      <td data-label={t("last")}>{lastAt ? formatDate(locale, lastAt, "shortDay", zone) : t("never")}</td>
                      <td><a href={`/${locale}${REWARDS}?child=${id}${classId ? `&class=${classId}` : ""}`} aria-label={t("noteForOf", { name })}>{t("noteFor")}</a></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </section>
      <ShareTable id="by-class" title={t("byClass")} first={t("byClass")} rows={[...share.classes.map((each) => ({ key: each.id, name: each.name, share: each })), { key: "whole", name: t("whole"), share: share.whole }]} />
      <ShareTable id="by-group" title={t("byGroup")} first={t("group")} rows={share.groups.map(({ group, share: own }) => ({ key: group, name: t(`groups.${group}`), share: own }))} />
    </>
  );
}
