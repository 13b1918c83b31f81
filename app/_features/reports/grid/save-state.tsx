"use client";

import { useTranslations } from "next-intl";

import { Icon, type IconName } from "@/app/_ui/icon";

import { useCellStates, useDesk } from "./grid-desk";
import type { CellState, SaveStatus } from "./save-queue";

export const statusIcons: Record<SaveStatus, { icon: IconName; className: string }> = {
  waiting: { icon: "clock", className: "text-ink-soft" },
  saving: { icon: "refresh", className: "text-ink-soft" },
  saved: { icon: "check", className: "text-good" },
  offline: { icon: "clock", className: "text-warn" },
  failed: { icon: "alert-triangle", className: "text-warn" },
  signed_out: { icon: "lock", className: "text-warn" },
  locked: { icon: "alert-triangle", className: "text-stop" },
  refused: { icon: "alert-triangle", className: "text-stop" },
  conflict: { icon: "users", className: "text-stop" },
};

type Trouble = "signed_out" | "conflict" | "stuck" | "offline" | "failed" | "saving";

/** The one thing to say of all cells together: the worst first, with how many it is true of. */
export function summaryOf(states: Iterable<CellState>): { trouble: Trouble | null; count: number } {
  const counts = { signed_out: 0, conflict: 0, stuck: 0, offline: 0, failed: 0, saving: 0 } satisfies Record<Trouble, number>;
  for (const { status } of states) {
    if (status === "saved") continue;
    counts[status === "locked" || status === "refused" ? "stuck" : status === "waiting" ? "saving" : status] += 1;
  }
  const trouble = (Object.keys(counts) as Trouble[]).find((each) => counts[each] > 0) ?? null;
  const waiting = counts.signed_out + counts.offline + counts.failed + counts.saving;
  return { trouble, count: trouble === "conflict" || trouble === "stuck" ? counts[trouble] : waiting };
}

/** How safe everything is, honestly, in one line that stays in the same place. */
export function SaveState({ signedOut, goTo }: { signedOut: boolean; goTo: (status: SaveStatus[]) => void }) {
  const t = useTranslations("staffReports.grid");
  const { locale } = useDesk();
  const { trouble: found, count } = summaryOf(useCellStates().values());
  const trouble = signedOut ? "signed_out" : found;
  const quiet = trouble === null || trouble === "saving";
  const look = trouble === null ? statusIcons.saved : trouble === "stuck" ? statusIcons.refused : statusIcons[trouble];
  return (
    <div
      role={quiet ? undefined : "alert"}
      className={`flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 rounded-s ${quiet ? "" : "px-3"} ${quiet ? "" : trouble === "conflict" || trouble === "stuck" ? "bg-stop-wash" : "bg-warn-wash"}`}
    >
      <span className={`flex items-center gap-2 ${quiet ? "text-ink-soft" : "font-bold"}`}>
        <Icon name={look.icon} className={look.className} />
        {trouble === null ? t("save.allSaved") : t(`bar.${trouble}`, { count })}
      </span>
      {trouble === "signed_out" ? (
        <a className="inline-flex min-h-6 items-center font-bold" href={`/${locale}/sign-in?next=${encodeURIComponent("/staff/reports")}`} target="_blank" rel="noopener">{t("bar.signIn")}</a>
      ) : null}
      {trouble === "conflict" || trouble === "stuck" ? (
        <button type="button" className="min-h-6 cursor-pointer font-bold underline" onClick={() => goTo(trouble === "conflict" ? ["conflict"] : ["locked", "refused"])}>{t("bar.goTo")}</button>
      ) : null}
    </div>
  );
}
