import { getTranslations } from "next-intl/server";

import { closeRoundAction, openRoundAction } from "./staff-actions";
import type { Round } from "./staff-rounds";

import { getLocale } from "@/app/_trpc/locale";

/** What is seldom done with a round: take in new children, close it, open it again. */
export async function RoundTools({ round }: { round: Round }) {
  const [t, locale] = await Promise.all([getTranslations("staffReports.round"), getLocale()]);
  const closed = round.due === "closed";
  return (
    <form className="flex flex-wrap gap-3 border-t border-line pt-5">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="roundId" value={round.roundId} />
      <input type="hidden" name="from" value="round" />
      {closed || round.classes.length === 0 ? null : <button className="button button-quiet button-small" formAction={openRoundAction}>{t("addChildren")}</button>}
      <button className="button button-quiet button-small" name="closed" value={closed ? "no" : "yes"} formAction={closeRoundAction}>{t(closed ? "reopen" : "close")}</button>
    </form>
  );
}
