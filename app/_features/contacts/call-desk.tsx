"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { Phone } from "@/app/_ui/phone";

import type { CallLine } from "./call-lines";
import { NoteForm } from "./note-form";
import { QueueBar } from "./queue-bar";
import { useNoteQueue } from "./use-note-queue";

interface Props {
  lines: CallLine[];
  locale: string;
  staffId: string;
  languages: { value: string; label: string }[];
  reading: { value: string; label: string }[];
}

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT|A|BUTTON|SUMMARY)$/.test(target.tagName);
const rowsOf = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-call]")];

/**
 * Whom to ring now, in which language, and why. J and K move, Enter opens the record, O notes what came of it; all of it by mouse
 * and finger too. What is noted without a connection is kept and goes later.
 */
export function CallDesk({ lines, locale, staffId, languages, reading }: Props) {
  const t = useTranslations("contacts");
  const { queue, notes } = useNoteQueue(staffId);
  const [open, setOpen] = useState<string | null>(null);
  const [noted, setNoted] = useState<readonly string[]>([]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && open) {
        setOpen(null);
        return document.getElementById(`call-${open}`)?.focus();
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const rows = rowsOf();
      const at = rows.findIndex((row) => row === document.activeElement);
      const key = event.key.toLowerCase();
      if (key === "j" || key === "k") rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + (key === "j" ? 1 : -1)))]?.focus();
      else if (at >= 0 && event.key === "Enter") rows[at]?.querySelector("a")?.click();
      else if (at >= 0 && key === "o") setOpen(rows[at]?.dataset.call ?? null);
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [open]);
  const left = lines.filter(({ id }) => !noted.includes(id));
  return (
    <div className="grid gap-3">
      <QueueBar queue={queue} notes={notes} saved={noted.length > 0} />
      <p className="hidden text-ink-soft pointer-fine:block">{t("calls.keys")}</p>
      <ul aria-label={t("calls.list")} className="grid gap-3">
        {left.map((line) => (
          <li key={line.id} id={`call-${line.id}`} data-call={line.id} tabIndex={-1} className={`grid gap-3 rounded-m border bg-card p-3 ${line.overdue ? "border-stop" : "border-line"}`}>
            <Line line={line} locale={locale} onLog={open === line.id ? null : () => setOpen(line.id)} />
            {open === line.id ? (
              <NoteForm
                focus pupilId={line.pupilId} adults={[line.adult]} taskId={line.taskId ?? undefined} channel={line.channel} tone={line.tone} languages={languages} reading={reading}
                onNote={(note) => {
                  queue.add(note);
                  setNoted([...noted, line.id]);
                  setOpen(null);
                  const next = left[left.indexOf(line) + 1];
                  if (next) document.getElementById(`call-${next.id}`)?.focus();
                }}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One family: who, why, in which language, when; and the way to note what came of it while that is not open. */
function Line({ line, locale, onLog }: { line: CallLine; locale: string; onLog: (() => void) | null }) {
  const t = useTranslations("contacts");
  const { adult } = line;
  return (
    <div className="grid gap-x-4 gap-y-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_minmax(0,2fr)]">
      <div>
        <a href={`/${locale}/staff/contacts/${line.pupilId}`} className="inline-flex min-h-6 items-center font-bold"><bdi>{adult.name}</bdi></a>
        <span className="block text-ink-soft">{adult.relation ? `${adult.relation} · ` : ""}<bdi>{line.child}</bdi></span>
        {adult.phone ? <Phone number={adult.phone} className="inline-flex min-h-11 items-center gap-2 font-bold" icon={<Icon name="phone" />} /> : <span className="block">{t("calls.noPhone")}</span>}
      </div>
      <div>
        <strong>{line.kind}</strong>
        <span className="block">{line.why}</span>
        {line.balance ? <span className="block text-warn">{line.balance}</span> : null}
        <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1">
          {onLog ? (
            <button type="button" className="button button-quiet button-small" onClick={onLog}><Icon name="pencil" />{t("calls.log")}<span className="sr-only">: <bdi>{adult.name}</bdi></span></button>
          ) : null}
          {line.taskId && line.says ? <a href={`/${locale}/staff/calls/${line.taskId}`} className="inline-flex min-h-11 items-center">{t("calls.say")}<span className="sr-only">: <bdi>{adult.name}</bdi></span></a> : null}
        </div>
      </div>
      <div className="grid content-start gap-1">
        <span className="flex flex-wrap gap-2">
          <Badge><bdi>{line.languageName}</bdi></Badge>
          {adult.interpreter ? <Badge tone="warn">{t("form.interpreter")}</Badge> : null}
          {line.overdue ? <Badge tone="stop">{t("calls.overdue")}</Badge> : null}
          {line.goodNow ? <Badge tone="good">{t("calls.goodNow")}</Badge> : null}
        </span>
        {line.due ? <span>{line.due}</span> : null}
        {line.hours ? <span>{line.hours}</span> : null}
        {line.tries ? <span>{line.tries}</span> : null}
        <span className="text-ink-soft">{line.last}</span>
      </div>
    </div>
  );
}
