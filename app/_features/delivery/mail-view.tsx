import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { listedLanguage } from "@/server/lib/i18n/names";

import type { OpenedMail } from "./answers";

/** One mail: its words, its link, and how a mail program shows it, in a frame that may run and load nothing. A text message is its words alone. */
export async function MailView({ mail, zone }: { mail: OpenedMail; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("delivery.outbox"), getLocale()]);
  const { tag, dir } = pageLanguage(mail.language);
  return (
    <>
      <p><a href={`/${locale}/staff/outbox`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
      <h1 lang={tag} dir={dir} className="wrap-anywhere">{mail.subject}</h1>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 wrap-anywhere">
        <dt className="text-ink-soft">{t("recipient")}</dt>
        <dd><bdi>{mail.recipient}</bdi></dd>
        <dt className="text-ink-soft">{t("language")}</dt>
        <dd>{mail.language ? listedLanguage(locale, mail.language) : "–"}</dd>
        <dt className="text-ink-soft">{t("time")}</dt>
        <dd><time dateTime={mail.receivedAt.toISOString()}>{formatDate(locale, mail.receivedAt, "moment", zone)}</time></dd>
      </dl>
      {mail.link ? <p><a href={mail.link} className="button">{t("link")}</a></p> : null}
      <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <h2>{t("asText")}</h2>
        <div lang={mail.language ? tag : undefined} dir={mail.language ? dir : "auto"} className="card max-w-2xl wrap-anywhere whitespace-pre-line">{mail.text}</div>
      </section>
      {mail.html ? (
        <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <h2>{t("asSeen")}</h2>
          <iframe title={t("frameTitle")} srcDoc={mail.html} sandbox="" referrerPolicy="no-referrer" className="h-[40rem] w-full max-w-2xl rounded-m border border-line bg-white" />
        </section>
      ) : null}
    </>
  );
}
