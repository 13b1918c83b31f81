import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";

import { BOARD, type Boards } from "./answers";
import { RoundButton } from "./staff-round";

/** Links for screens in a hall: open one, make one, stop one. */
export async function ScreensCard({ boards, roundId, zone }: { boards: Boards; roundId: string; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("meetings.screens"), getLocale()]);
  return (
    <section className="card grid gap-4" aria-labelledby="screens">
      <h2 id="screens">{t("title")}</h2>
      <p>{t("lead")}</p>
      <ul className="grid gap-2">
        {boards.map(({ id, key, createdAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-3">
            <a href={`/${locale}${BOARD}/${key}`} rel="noreferrer" target="_blank" className="button button-quiet button-small"><Icon name="eye" />{t("open")}</a>
            <span className="text-ink-soft">{t("made", { at: formatDate(locale, createdAt, "shortMoment", zone) })}</span>
            <RoundButton roundId={roundId} id={id} what="boardStopped" label={t("stop")} icon="x" />
          </li>
        ))}
      </ul>
      <RoundButton roundId={roundId} what="boardMade" label={t("make")} icon="plus" quiet={boards.length > 0} />
    </section>
  );
}
