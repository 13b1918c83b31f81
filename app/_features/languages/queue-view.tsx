import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Choice } from "@/app/_ui/field";
import { shows } from "@/server/features/languages/workbench/schema";
import { formatDate } from "@/server/lib/i18n/format";
import { findLanguage } from "@/server/lib/i18n/languages";
import { listedLanguage } from "@/server/lib/i18n/names";

import type { Queue } from "./answers";
import { KeyCap } from "@/app/_ui/key-cap";

export const stateTones = { missing: "plain", stale: "warn", rejected: "stop", machine: "warn", draft: "plain", reviewed: "warn", approved: "good" } as const;

/** The language and the part of the queue. */
export async function QueueFilter({ queue }: { queue: Queue }) {
  const [t, locale] = await Promise.all([getTranslations("translation.queue"), getLocale()]);
  const known = queue.languages.some(({ tag }) => tag === queue.language) ? queue.languages : [...queue.languages, { tag: queue.language, waiting: 0, flags: 0, speaks: false }];
  const options = known.map(({ tag, waiting }) => ({ value: tag, label: t("option", { language: listedLanguage(locale, tag), waiting }) }));
  return (
    <form className="flex max-w-3xl flex-wrap items-end gap-3">
      <div className="min-w-40 flex-1"><Choice name="language" label={t("language")} value={queue.language} options={options} /></div>
      <div className="min-w-40 flex-1"><Choice name="show" label={t("show")} value={queue.show} options={shows.map((value) => ({ value, label: t(`shows.${value}`) }))} /></div>
      <button className="button button-quiet">{t("show")}</button>
    </form>
  );
}

/** The sentences that wait, most urgent first. */
export async function QueueTable({ queue, zone }: { queue: Queue; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("translation"), getLocale()]);
  if (queue.items.length === 0) return <Empty picture="languages" title={t("queue.emptyTitle")}><p>{t("queue.emptyText")}</p></Empty>;
  const dir = findLanguage(queue.language)?.dir ?? "ltr";
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-ink-soft pointer-coarse:hidden"><KeyCap name="j" /> {t("item.next")} <KeyCap name="k" /> {t("item.previous")}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("queue.title")}>
        <table className="table">
          <thead><tr><th scope="col">{t("queue.sentence")}</th><th scope="col">{t("item.translation")}</th><th scope="col">{t("queue.state")}</th><th scope="col">{t("queue.written")}</th></tr></thead>
          <tbody>
            {queue.items.map((item) => (
              <tr key={item.segmentId}>
                <td>
                  <a data-row="" href={`/${locale}/staff/translation/${item.segmentId}?language=${queue.language}&show=${queue.show}`} lang={item.sourceLanguage} dir="auto" className="inline-block min-h-11 py-2">{item.source}</a>
                  <span className="block text-ink-soft">{t(`kinds.${item.kind}`)}</span>
                </td>
                <td lang={queue.language} dir={dir}>{item.translation}</td>
                <td>
                  <span className="flex flex-wrap gap-1">
                    {item.flags > 0 ? <Badge tone="stop">{t("queue.flags", { count: item.flags })}</Badge> : null}
                    {item.stakes !== "ordinary" ? <Badge tone="stop">{t(`stakes.${item.stakes}`)}</Badge> : null}
                    <Badge tone={stateTones[item.state]}>{t(`states.${item.state}`)}</Badge>
                  </span>
                </td>
                <td><time dateTime={item.createdAt.toISOString()}>{formatDate(locale, item.createdAt, "shortDay", zone)}</time></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {queue.more ? <p>{t("queue.more")}</p> : null}
    </>
  );
}
