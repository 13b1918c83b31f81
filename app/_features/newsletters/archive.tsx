import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";

import type { NewsletterLines } from "./answers";
import { FAMILY_NEWS } from "./places";

/** Newsletters, the newest first, each with its day. */
export async function NewsletterList({ lines, base, zone }: { lines: NewsletterLines; base: string; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("newsletters.read"), getLocale()]);
  if (lines.length === 0) return <Empty picture="news" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  return (
    <ul className="grid gap-3">
      {lines.map(({ id, title, sentAt }) => (
        <li key={id}>
          <a href={`/${locale}${base}/${id}`} className="card grid gap-1 text-ink no-underline">
            <span lang={title.language} dir="auto" className="font-bold text-brand underline">{title.body}</span>
            <time dateTime={sentAt.toISOString()} className="text-ink-soft">{formatDate(locale, sentAt, "day", zone)}</time>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The way to the newsletters from the family's home page. */
export async function NewsLink({ base = FAMILY_NEWS }: { base?: string }) {
  const [t, locale] = await Promise.all([getTranslations("newsletters.read"), getLocale()]);
  return <a href={`/${locale}${base}`} className="button button-quiet"><Icon name="news" />{t("title")}</a>;
}
