import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { formatDate, formatList } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import { printRunAction, putBackRunAction } from "./letter-actions";

type Runs = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["delivery"]["letters"]["runs"]>>;

/** The letters that wait, by class, with a button each; below them the files printed lately. */
export async function LetterRuns({ total, waiting, runs, posted, zone }: Runs & { zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("delivery.letters"), getLocale()]);
  const print = (name: string, label: string, classGroupId?: string) => (
    <form action={printRunAction}>
      <input type="hidden" name="locale" value={locale} />
      {classGroupId ? <input type="hidden" name="classGroupId" value={classGroupId} /> : null}
      <button className={classGroupId ? "button button-quiet button-small" : "button"} aria-label={label}><Icon name="printer" />{name}</button>
    </form>
  );
  return (
    <>
      <p className="max-w-2xl">{t("intro")}{posted ? <> {t("posted")}</> : null}</p>
      {total === 0 ? <Empty picture="letter_sent" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty> : (
        <>
          {print(t("printAll", { count: total }), t("printAll", { count: total }))}
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t("title")}>
            <table className="table table-cards">
              <thead><tr>{(["className", "count", "languages", "since"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}<th scope="col">{t("print")}</th></tr></thead>
              <tbody>
                {waiting.map((row) => (
                  <tr key={row.classGroupId ?? ""}>
                    <th scope="row"><bdi>{row.name ?? t("noClass")}</bdi></th>
                    <td data-label={t("count")}>{row.letters}</td>
                    <td data-label={t("languages")}>{formatList(locale, row.languages.map((tag) => listedLanguage(locale, tag)))}</td>
                    <td data-label={t("since")}>{formatDate(locale, row.since, "shortDay", zone)}</td>
                    <td data-label={t("print")}>{row.classGroupId ? print(t("print"), t("printOf", { name: row.name ?? "" }), row.classGroupId) : null}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {runs.length > 0 ? <PrintedLately runs={runs} zone={zone} /> : null}
    </>
  );
}

async function PrintedLately({ runs, zone }: { runs: Runs["runs"]; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("delivery.letters"), getLocale()]);
  return (
    <section className="grid gap-3">
      <h2>{t("runs")}</h2>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("runs")}>
        <table className="table table-cards">
          <thead><tr>{(["printedAt", "className", "count", "answered", "by", "open"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}</tr></thead>
          <tbody>
            {runs.map((run) => {
              const date = formatDate(locale, run.printedAt, "shortMoment", zone);
              return (
                <tr key={run.runId}>
                  <th scope="row"><time dateTime={run.printedAt.toISOString()}>{date}</time></th>
                  <td data-label={t("className")}><bdi>{run.className ?? "–"}</bdi></td>
                  <td data-label={t("count")}>{run.letters}</td>
                  <td data-label={t("answered")}>{run.answered}</td>
                  <td data-label={t("by")}><bdi>{run.printedBy}</bdi></td>
                  <td data-label={t("open")}>
                    {run.putBack ? t("wasPutBack") : (
                      <div className="flex flex-wrap gap-2">
                        <a className="button button-quiet button-small" href={`/api/letters/${run.runId}?lang=${locale}`} aria-label={t("openOf", { date })}><Icon name="file-text" />{t("open")}</a>
                        <form action={putBackRunAction}>
                          <input type="hidden" name="locale" value={locale} />
                          <input type="hidden" name="runId" value={run.runId} />
                          <button className="button button-quiet button-small" aria-label={t("putBackOf", { date })}>{t("putBack")}</button>
                        </form>
                      </div>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
