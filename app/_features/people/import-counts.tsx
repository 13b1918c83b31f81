import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { importKinds, type ImportSummary } from "@/server/features/people/import/schema";
import { formatNumber } from "@/server/lib/i18n/format";

/** How many of each kind are added, changed, taken away and left as they are. */
export async function ImportCounts({ counts }: { counts: ImportSummary["counts"] }) {
  const [t, kinds, locale] = await Promise.all([getTranslations("import.run"), getTranslations("import.kinds"), getLocale()]);
  const rows = importKinds.flatMap((kind) => (counts[kind] ? [{ kind, ...counts[kind] }] : []));
  return (
    <div className="table-scroll" tabIndex={0}>
      <table className="table max-w-3xl">
        <thead>
          <tr><th scope="col">{t("what")}</th><th scope="col">{t("added")}</th><th scope="col">{t("changed")}</th><th scope="col">{t("removed")}</th><th scope="col">{t("same")}</th></tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.kind}>
              <th scope="row">{kinds(row.kind)}</th>
              <td>
                {formatNumber(locale, row.added)}
                {row.revived > 0 ? <span className="block text-ink-soft">{t("revived", { count: row.revived })}</span> : null}
              </td>
              <td>{formatNumber(locale, row.changed)}</td>
              <td>{row.removed > 0 ? <strong className="chip chip-stop">{formatNumber(locale, row.removed)}</strong> : formatNumber(locale, 0)}</td>
              <td>{formatNumber(locale, row.same)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
