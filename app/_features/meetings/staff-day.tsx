import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Icon, type IconName } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import type { DayLines } from "./answers";
import { dayAction } from "./day-actions";

const buttons: readonly (readonly ["held" | "absent" | "longer", IconName])[] = [["held", "check"], ["absent", "phone"], ["longer", "clock"]];

/** One's meetings of today: who, when, how, what about; and what came of each. */
export async function DayList({ lines, zone }: { lines: DayLines; zone: string }) {
  const [t, way, locale] = await Promise.all([getTranslations("meetings.day"), getTranslations("meetings.modes"), getLocale()]);
  if (lines.length === 0) return <Empty picture="talk" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  return (
    <ul className="grid gap-4">
      {lines.map((line) => (
        <li key={line.id} className="card grid gap-3">
          <div>
            <h2 className="flex flex-wrap items-center gap-3">{formatDate(locale, line.startsAt, "time", zone)} <bdi>{line.adult}</bdi>
              {line.state === "held" ? <Badge tone="good">{t("wasHeld")}</Badge> : line.state === "absent" ? <Badge tone="stop">{t("wasAbsent")}</Badge> : null}{line.longer ? <Badge tone="warn">{t("wasLonger")}</Badge> : null}
            </h2>
            <p><bdi>{line.child}</bdi> · {line.room ? <bdi>{line.room}</bdi> : way(line.mode)} · {t("until", { at: formatDate(locale, line.endsAt, "time", zone) })} · {listedLanguage(locale, line.language)}{line.interpreter ? <> · <bdi>{line.interpreter}</bdi></> : null}</p>
            {line.phone ? <p><a href={`tel:${line.phone.replaceAll(" ", "")}`}><bdi dir="ltr">{line.phone}</bdi></a></p> : null}
            {line.videoLink ? <p><a href={line.videoLink} rel="noreferrer">{t("open")}</a></p> : null}
          </div>
          {line.question ? <div><p className="font-bold">{t("question")}</p><p lang={line.question.language} dir="auto" className="whitespace-pre-line">{line.question.body}</p></div> : <p className="text-ink-soft">{t("noQuestion")}</p>}
          {line.begun ? (
            <form action={dayAction} className="flex flex-wrap gap-2">
              <input type="hidden" name="locale" value={locale} />
              <input type="hidden" name="meetingId" value={line.id} />
              {buttons.map(([what, icon]) => <button key={what} name="what" value={what} className="button button-quiet button-small"><Icon name={icon} />{t(what)}</button>)}
            </form>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
