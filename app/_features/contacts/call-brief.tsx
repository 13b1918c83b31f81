import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Notice } from "@/app/_ui/notice";
import { Phone } from "@/app/_ui/phone";
import { isSafety, mailScreens } from "@/server/features/delivery/schema";
import { formatDate } from "@/server/lib/i18n/format";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { ReachLine } from "../shell/reach-line";
import type { CallTask } from "./answers";
import type { CallLine } from "./call-lines";

/** Where staff see what a message is about. */
const places = [["visit_", "/staff/visits"], ["newsletter_", "/staff/newsletters"]] as const;

/** What goes into the words of a message, a moment as English says it. */
function argsOf(args: Record<string, string | number>, zone: string): Record<string, string | number> {
  return typeof args.at === "string" ? { ...args, at: formatDate(SOURCE_LANGUAGE, new Date(args.at), "moment", zone) } : args;
}

/** What one needs before dialling: the number, the language, what to say in plain English, and how earlier tries went. */
export async function CallBrief({ call, line, zone }: { call: CallTask; line: CallLine; zone: string }) {
  const [t, mail, locale] = await Promise.all([getTranslations("contacts"), getTranslations({ locale: SOURCE_LANGUAGE, namespace: "delivery.email" }), getLocale()]);
  const screen = call.message ? mailScreens[call.message.kind] : undefined;
  const where = places.find(([start]) => call.message?.kind.startsWith(start))?.[1];
  return (
    <div className="grid gap-4">
      <div>
        <h1><bdi>{line.adult.name}</bdi></h1>
        <p className="text-ink-soft">{line.adult.relation ? `${line.adult.relation} · ` : ""}<bdi>{line.child}</bdi></p>
      </div>
      {line.adult.phone ? <p><Phone number={line.adult.phone} className="button" /></p> : <p className="font-bold">{t("calls.noPhone")}</p>}
      <ReachLine plan={call.row.adult.plan} />
      <p><strong>{line.kind}:</strong> {line.why}</p>
      {call.news.length > 0 ? (
        <Notice title={t("calls.news")}>
          <ul className="grid gap-1">
            {call.news.map(({ subjectId, kind, title, at }) => (
              <li key={subjectId} lang="en" dir="ltr">{kind === "newsletter_sent" ? <a href={`/${locale}/staff/newsletters/${subjectId}`} className="inline-flex min-h-11 items-center"><bdi>{title}</bdi></a> : <bdi>{title}</bdi>} <time dateTime={at.toISOString()}>{formatDate(SOURCE_LANGUAGE, at, "shortDay", zone)}</time></li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {screen && call.message ? <Notice title={t("calls.say")}>{isSafety(call.message) ? <p lang="en" dir="ltr" className="font-bold">{mail("safety")}</p> : null}<p lang="en" dir="ltr">{mail(`${screen}.text`, argsOf(call.message.args, zone))}</p>{where ? <p><a href={`/${locale}${where}/${call.message.subjectId}`}>{t("calls.open")}</a></p> : null}</Notice> : null}
      <ul className="grid gap-1">
        {[line.due, line.hours, line.tries, line.last].map((each) => (each ? <li key={each}>{each}</li> : null))}
      </ul>
      {call.earlier.length > 0 ? (
        <section aria-labelledby="earlier" className="grid gap-1">
          <h2 id="earlier" className="text-lg">{t("calls.earlier")}</h2>
          <ul className="grid gap-1">{call.earlier.map(({ id, at, outcome }) => <li key={id}><time dateTime={at.toISOString()}>{formatDate(locale, at, "shortMoment", zone)}</time>: {t(`outcomes.${outcome}`)}</li>)}</ul>
        </section>
      ) : null}
    </div>
  );
}
