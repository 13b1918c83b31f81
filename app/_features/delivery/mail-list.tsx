import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Empty } from "@/app/_ui/empty";
import { formatDate } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import type { Outbox } from "./answers";

/** How the school's e-mails are going, when anything waits or could not be sent. */
export async function MailStates({ waiting }: { waiting: Outbox["waiting"] }) {
  const t = await getTranslations("delivery.states");
  return (
    <ul aria-label={t("label")} className="flex flex-wrap gap-2">
      {(["queued", "sending", "failed"] as const).map((state) => (
        <li key={state} className={`chip ${state === "failed" && waiting.failed > 0 ? "chip-stop" : ""}`}>{t(state, { count: waiting[state] })}</li>
      ))}
    </ul>
  );
}

/** The demo's mails, newest first. */
export async function MailList({ mails, zone }: { mails: Outbox["mails"]; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("delivery.outbox"), getLocale()]);
  if (mails.length === 0) return <Empty picture="letter_sent" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("title")}>
      <table className="table">
        <thead>
          <tr>{(["subject", "recipient", "language", "time"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}</tr>
        </thead>
        <tbody>
          {mails.map((mail) => (
            <tr key={mail.id}>
              <td><a href={`/${locale}/staff/outbox/${mail.id}`}><bdi lang={mail.language ?? undefined}>{mail.subject}</bdi></a></td>
              <td><bdi>{mail.recipient}</bdi></td>
              <td>{mail.language ? listedLanguage(locale, mail.language) : ""}</td>
              <td><time dateTime={mail.receivedAt.toISOString()}>{formatDate(locale, mail.receivedAt, "shortMoment", zone)}</time></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
