import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { formatDate } from "@/server/lib/i18n/format";

type Lines = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["delivery"]["inbox"]["list"]>>;

export const INBOX = "/family/inbox";

const pictures: Record<string, string> = {
  report_published: "report", report_corrected: "report", report_withdrawn: "report", school_wrote: "letter", newsletter_sent: "news", visit_offered: "visit", visit_booked: "visit", visit_reminder: "visit", visit_cancelled: "visit",
  meetings_open: "talk", meetings_planned: "calendar", meeting_booked: "calendar", meeting_changed: "calendar", meeting_reminder: "calendar", meeting_cancelled: "calendar", meeting_longer: "talk", good_news: "celebration",
  calendar_reminder: "calendar", school_closed: "calendar", celebration_invited: "celebration", celebration_moved: "calendar", celebration_cancelled: "calendar", celebration_clip: "celebration",
};

/** What the school told this adult, the newest first, each with its picture and the way to it. */
export async function InboxList({ lines, zone }: { lines: Lines; zone: string }) {
  const [t, easy, locale] = await Promise.all([getTranslations("delivery.inbox"), getTranslations("easy"), getLocale()]);
  if (lines.length === 0) return <Empty picture="letter" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  return (
    <ul className="grid gap-3">
      {lines.map(({ id, kind, title, at, place, isNew }) => (
        <li key={id} className="card grid gap-2">
          <a href={`/${locale}${place}`} className="flex items-center gap-4 text-ink no-underline">
            <Picture name={pictures[kind] ?? "letter"} size={44} />
            <span className="grid min-w-0 gap-1">
              <span className="flex flex-wrap items-center gap-2"><span dir={kind === "newsletter_sent" ? "auto" : undefined} className="font-bold text-brand underline">{title}</span>{isNew ? <Badge tone="warn">{t("new")}</Badge> : null}</span>
              <time dateTime={at.toISOString()} className="text-ink-soft">{formatDate(locale, at, "shortDay", zone)}</time>
            </span>
          </a>
          <a href={`/${locale}${INBOX}/${id}/easy`} aria-label={t("easy.of", { title })} className="button button-quiet button-small justify-self-start"><Icon name="photo" />{easy("tool")}</a>
        </li>
      ))}
    </ul>
  );
}

/** The way to it from the family's home page. */
export async function InboxLink({ count }: { count: number }) {
  const [t, locale] = await Promise.all([getTranslations("delivery.inbox"), getLocale()]);
  return <a href={`/${locale}${INBOX}`} className="button button-quiet"><Icon name="list-check" />{t("link", { count })}</a>;
}

/** The way back to everything from school. */
export async function BackToInbox() {
  const [t, locale] = await Promise.all([getTranslations("delivery.inbox"), getLocale()]);
  return <p className="no-print"><a href={`/${locale}${INBOX}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("title")}</a></p>;
}

/** What else one can do with it: hear it, put it on paper. */
export async function LetterTools({ messageId }: { messageId: string }) {
  const [t, listen, locale] = await Promise.all([getTranslations("newsletters.read"), getTranslations("listen"), getLocale()]);
  return (
    <p className="no-print flex flex-wrap gap-2">
      <a href={`/${locale}${INBOX}/${messageId}/listen`} className="button button-quiet button-small"><Icon name="volume" />{listen("tool")}</a>
      <a href={`/api/letters/own/${messageId}?lang=${locale}`} className="button button-quiet button-small"><Icon name="printer" />{t("print")}</a>
    </p>
  );
}
