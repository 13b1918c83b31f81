"use client";

import { useTranslations } from "next-intl";

import { Icon } from "@/app/_ui/icon";

import { KeyCap } from "@/app/_ui/key-cap";

const lines = [
  { keys: ["←", "↑", "↓", "→"], name: "move" },
  { keys: ["Enter"], name: "open" },
  { keys: ["1", "2", "3", "4"], name: "attainment" },
  { keys: ["q", "w", "e", "r"], name: "effort" },
  { keys: ["a", "s", "d"], name: "progress" },
  { keys: ["/"], name: "search" },
  { keys: ["t"], name: "words" },
  { keys: ["Ctrl", "Enter"], name: "next" },
  { keys: ["Ctrl", "Shift", "Enter"], name: "previous" },
  { keys: ["Esc"], name: "back" },
  { keys: ["?"], name: "help" },
] as const;

/** All keys, above the grid, in nobody's way. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations("staffReports.grid.keys");
  return (
    <section className="card grid gap-3 !p-4" aria-label={t("title")}>
      <div className="flex items-center justify-between gap-3">
        <h2>{t("title")}</h2>
        <button type="button" className="button button-quiet button-small" onClick={onClose} autoFocus><Icon name="x" />{t("close")}</button>
      </div>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
        {lines.map((line) => (
          <div key={line.name} className="flex items-center gap-3">
            <dt dir="ltr" className="flex flex-none gap-1">{line.keys.map((key) => <span key={key}><KeyCap name={key} /><span className="pointer-fine:sr-only">{key} </span></span>)}</dt>
            <dd>{t(line.name)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-ink-soft">{t("again")}</p>
    </section>
  );
}
