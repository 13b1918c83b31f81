import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { isolateName } from "@/server/lib/i18n/format";

import { PageTurner } from "../shell/page-turner";

type Problems = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["people"]["import"]["problems"]>>;
type Args = Problems["rows"][number]["args"];

/** What came out of a file keeps its own direction inside the reader's sentence. `side` is no word but a choice of words. */
const isolated = (args: Args): Args =>
  Object.fromEntries(Object.entries(args).map(([key, value]) => [key, typeof value === "string" && key !== "side" ? isolateName(value) : value]));

/** Bad lines with file, line, column and reason, a page at a time, and the whole list as a file. */
export async function ImportProblems({ runId, problems }: { runId: string; problems: Problems }) {
  const [t, reasons, locale] = await Promise.all([getTranslations("import.list"), getTranslations("import.problems"), getLocale()]);
  const place = (page: number) => `/${locale}/staff/import/${runId}?page=${page}#problems`;
  return (
    <section id="problems" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2>{t("title")}</h2>
        <a className="button button-quiet button-small" href={`/api/import/problems/${runId}?lang=${locale}`}><Icon name="download" />{t("download")}</a>
      </div>
      <div className="table-scroll" tabIndex={0}>
        <table className="table">
          <thead>
            <tr><th scope="col">{t("file")}</th><th scope="col">{t("line")}</th><th scope="col">{t("column")}</th><th scope="col">{t("problem")}</th><th scope="col">{t("kind")}</th></tr>
          </thead>
          <tbody>
            {problems.rows.map((row) => (
              <tr key={row.id}>
                <td><bdi>{row.file}</bdi></td>
                <td>{row.line > 0 ? row.line : t("wholeFile")}</td>
                <td>{row.column ? <code dir="ltr">{row.column}</code> : null}</td>
                <td>{reasons(row.code, isolated(row.args))}</td>
                <td className="whitespace-nowrap"><Badge tone={row.fatal ? "stop" : "warn"}>{t(row.fatal ? "stops" : "warns")}</Badge></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <PageTurner label={t("title")} page={problems.page} pages={problems.pages} place={place} />
    </section>
  );
}
