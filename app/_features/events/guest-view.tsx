import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";
import { languageName, listedLanguage } from "@/server/lib/i18n/names";

import { SaidWords } from "../shell/said-words";
import type { Guests } from "./answers";
import { GuestVoice } from "./guest-voice";
import { STAFF_EVENTS } from "./places";

type GuestSession = Guests["sessions"][number];

const tones = { booked: "good", came: "good", waiting: "warn", offered: "warn", cancelled: "plain", lapsed: "plain" } as const;
const sums = ["families", "people", "children", "creche", "stepFree", "quietHour", "food", "signLanguage"] as const;

/** What has to be prepared for a time: numbers, and interpreters by language. */
async function Prepare({ needs }: { needs: GuestSession["needs"] }) {
  const [t, locale] = await Promise.all([getTranslations("events.staff"), getLocale()]);
  return (
    <div className="grid gap-2">
      <h3 className="!text-base">{t("prepare")}</h3>
      <dl className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {sums.map((sum) => <div key={sum} className="rounded-m border border-line bg-card px-3 py-2"><dt>{t(`sums.${sum}`)}</dt><dd className="text-xl font-bold tabular-nums">{needs[sum]}</dd></div>)}
      </dl>
      {needs.interpreters.length > 0 ? (
        <p><b>{t("interpreters")}:</b> {needs.interpreters.map(({ language, families }) => t("interpretersOf", { language: listedLanguage(locale, language), count: families })).join("; ")}</p>
      ) : null}
    </div>
  );
}

/** Everybody who comes to a time, or waits, with what they need. */
export async function GuestTable({ eventId, session, zone }: { eventId: string; session: GuestSession; zone: string }) {
  const [t, note, book, needWords, states, place, locale] = await Promise.all([
    getTranslations("events.staff"), getTranslations("listen.voiceNote"), getTranslations("events.book"), getTranslations("events.needs"), getTranslations("events.states"), getTranslations("events.place"), getLocale(),
  ]);
  const name = formatDate(locale, session.startsAt, "moment", zone);
  const stateOf = (row: GuestSession["rows"][number]) => (row.state === "cancelled" ? states("notComing") : states(row.state));
  return (
    <section className="grid gap-4" aria-label={name}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2>{name}</h2>
        {session.cancelledAt ? <Badge tone="stop">{states("cancelled")}</Badge> : <a href={`/${locale}${STAFF_EVENTS}/${eventId}/desk/${session.id}`} className="button button-quiet"><Icon name="list-check" />{t("desk")}</a>}
      </div>
      <Prepare needs={session.needs} />
      {session.rows.length === 0 ? <Empty picture="group" title={t("noGuests")} /> : (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={`${t("guests")}: ${name}`}>
          <table className="table table-cards">
            <thead><tr>{(["family", "contact", "people", "needs", "state"] as const).map((column) => <th key={column} scope="col">{t(`columns.${column}`)}</th>)}</tr></thead>
            <tbody>
              {session.rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row"><bdi lang={row.language}>{row.name}</bdi><br /><span className="font-normal text-ink-soft"><bdi dir="ltr">{row.code}</bdi></span></th>
                  <td data-label={t("columns.contact")}>{row.channel === "none" ? "–" : <>{book(`channels.${row.channel}`)}: <bdi dir="ltr" className="wrap-anywhere">{row.contact}</bdi></>}</td>
                  <td data-label={t("columns.people")}>{row.people}{row.childAges.length > 0 ? <><br />{t("ages", { ages: row.childAges.join(", ") })}</> : null}</td>
                  <td data-label={t("columns.needs")}>
                    {[
                      t("speaks", { language: listedLanguage(locale, row.speaks) }), ...row.needs.map((need) => needWords(need)), ...(row.creche > 0 ? [t("crecheOf", { count: row.creche })] : []),
                    ].join(" · ")}
                    {row.said.map((words, nth) => <SaidWords key={nth} words={words} untranslated={note("notTranslated", { language: languageName(locale, words.sourceLanguage) })} />)}
                    {row.voices.map((voice) => <GuestVoice key={voice.id} eventId={eventId} row={row} voice={voice} />)}
                    {row.rating ? <p>{t("rated", { rating: place(`ratings.${row.rating as 1}`) })}</p> : null}
                  </td>
                  <td data-label={t("columns.state")}><Badge tone={tones[row.state]}>{stateOf(row)}</Badge></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
