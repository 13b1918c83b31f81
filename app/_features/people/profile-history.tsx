import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { getContext, type getApi } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { formatDate, isolateName } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

export type StaffProfile = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["people"]["profile"]["get"]>>;

/** Every answer about an adult, the newest first: what counts now, who said so and when. Nothing is ever taken out. */
export async function ProfileHistory({ history }: { history: StaffProfile["history"] }) {
  const [t, needs, locale, ctx] = await Promise.all([getTranslations("profile"), getTranslations("people.needs"), getLocale(), getContext()]);
  const words: Record<StaffProfile["history"][number]["question"], (value: string) => string> = {
    speaks: (tag) => listedLanguage(locale, tag), reading_language: (tag) => listedLanguage(locale, tag),
    reading: needs, prefers: (value) => t(`prefers.${value}`), interpreter: (value) => t(`interpreter.${value}`),
  };
  return (
    <section className="grid gap-3">
      <h2 id="history">{t("staff.historyTitle")}</h2>
      {history.length === 0 ? <p>{t("staff.historyEmpty")}</p> : (
        <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="history">
          <table className="table">
            <thead><tr>{(["what", "answer", "source", "when"] as const).map((column) => <th key={column} scope="col">{t(`staff.${column}`)}</th>)}</tr></thead>
            <tbody>
              {history.map((line) => (
                <tr key={line.id} className={line.inForce ? "" : "text-ink-soft"}>
                  <th scope="row" className="!bg-transparent !align-top !text-ink">{line.question === "prefers" ? t("staff.likesFirst") : t(`short.${line.question}`)}</th>
                  <td>
                    <span className={line.inForce ? "font-bold" : ""}>{line.value.map(words[line.question]).join(", ")}</span>
                    {line.inForce ? <span className="ms-2"><Badge tone="good">{t("staff.countsNow")}</Badge></span> : null}
                  </td>
                  <td>
                    {t(`sources.${line.source}`)}
                    {line.recordedBy ? <span className="block text-ink-soft">{t("staff.writtenBy", { name: isolateName(line.recordedBy) })}</span> : null}
                  </td>
                  <td><time dateTime={line.at.toISOString()}>{formatDate(locale, line.at, "shortMoment", ctx.school.zone)}</time></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
