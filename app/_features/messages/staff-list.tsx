import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import type { StaffLines } from "./answers";

export const STAFF_MESSAGES = "/staff/messages";

const shows = ["waiting", "mine", "all"] as const;

/** The conversations of one's teams: those that wait first, with who answers and in which language the family reads. */
export async function StaffList({ lines, show, zone }: { lines: StaffLines["lines"]; show: (typeof shows)[number]; zone: string }) {
  const [t, teams, locale] = await Promise.all([getTranslations("messages.staff"), getTranslations("messages.teams"), getLocale()]);
  return (
    <>
      <nav aria-label={t("choose")} className="flex flex-wrap gap-2">
        {shows.map((each) => <a key={each} href={`/${locale}${STAFF_MESSAGES}?show=${each}`} aria-current={each === show ? "page" : undefined} className="button button-quiet button-small aria-[current]:bg-brand-wash">{t(each)}</a>)}
        <a href={`/${locale}${STAFF_MESSAGES}/away`} className="button button-quiet button-small"><Icon name="calendar-event" />{t("awayLink")}</a>
      </nav>
      {lines.length === 0 ? <Empty picture="letter" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty> : (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t("list")}>
          <table className="table table-cards">
            <thead><tr>{(["family", "child", "team", "language", "since", "who"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}</tr></thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <th scope="row"><a href={`/${locale}${STAFF_MESSAGES}/${line.id}`}><bdi>{line.adult.name}</bdi></a></th>
                  <td data-label={t("child")}><bdi>{line.pupil.name}</bdi></td>
                  <td data-label={t("team")}>{teams(line.team)}</td>
                  <td data-label={t("language")}>{listedLanguage(locale, line.adult.language)}</td>
                  <td data-label={t("since")}>{line.waitingSince ? <time dateTime={line.waitingSince.toISOString()}>{formatDate(locale, line.waitingSince, "shortMoment", zone)}</time> : "–"}</td>
                  <td data-label={t("who")}>{line.mine ? t("you") : line.assignee ? <bdi>{line.assignee}</bdi> : t("nobody")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** How many families wait, for the page of the day. */
export async function WaitingMessages({ count }: { count: number }) {
  const [t, locale] = await Promise.all([getTranslations("messages.staff"), getLocale()]);
  if (count === 0) return null;
  return <p><a href={`/${locale}${STAFF_MESSAGES}`} className="button button-quiet"><Icon name="mail" />{t("lead", { count })}</a></p>;
}
