"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";

import { Icon } from "@/app/_ui/icon";
import { COMMENTS_PER_ENTRY, type Comment } from "@/server/features/reports/schema";

import { useDesk } from "./grid-desk";
import { type Row, searchStatements, type Statement, toggleComment } from "./grid-model";
import { KeyCap } from "@/app/_ui/key-cap";

interface PickerProps {
  row: Row;
  subject: string;
  comments: Comment[];
  onChange: (comments: Comment[]) => void;
}

type Offered = Statement & { text: string; groupName: string };

interface Search {
  /** The cell that it belongs to. */
  of: string;
  typed: string;
  /** Which of the sentences found is the one that Enter takes. */
  at: number;
  /** The sentence that waits for its number. */
  asking: Offered | null;
}

/** The largest number that a sentence takes. */
const LARGEST = 1000;
const BLANK_NUMBER = 10;

/** Finds a sentence of the bank by any of its words and puts it in; asks for the number when it has one. */
export function StatementPicker({ row, subject, comments, onChange }: PickerProps) {
  const t = useTranslations("staffReports.grid.panel");
  const groups = useTranslations("reports.grid.groups");
  const { say, statements, announce } = useDesk();
  // Another child or subject: the list begins anew.
  const here = `${row.reportId}:${subject}`;
  const [kept, setKept] = useState<Search>({ of: here, typed: "", at: 0, asking: null });
  const { typed, at, asking } = kept.of === here ? kept : { typed: "", at: 0, asking: null };
  const change = (next: Partial<Search>) => setKept({ typed, at, asking, ...next, of: here });
  const [open, setOpen] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const { givenName, wordingForm } = row;
  const offered = useMemo<Offered[]>(() => statements.map((statement) => {
    const text = say(statement.needsNumber ? { key: statement.key, n: BLANK_NUMBER } : { key: statement.key }, { givenName, wordingForm }, subject);
    return { ...statement, text: statement.needsNumber ? text.replace(String(BLANK_NUMBER), "…") : text, groupName: groups(statement.group) };
  }), [statements, say, givenName, wordingForm, subject, groups]);
  const found = searchStatements(offered, subject, typed);
  const current = found[Math.min(at, found.length - 1)];
  const full = comments.length >= COMMENTS_PER_ENTRY;

  useEffect(() => {
    list.current?.querySelector("[data-current]")?.scrollIntoView({ block: "nearest" });
  }, [at, typed, open]);

  const put = (statement: Offered, n?: number) => {
    const comment = n === undefined ? { key: statement.key } : { key: statement.key, n };
    onChange(toggleComment(comments, comment));
    announce(say(comment, row, subject));
    change({ asking: null });
    search.current?.focus();
    search.current?.select();
  };
  const pick = (statement: Offered) => {
    const chosen = comments.some((each) => each.key === statement.key);
    if (chosen || (!statement.needsNumber && !full)) put(statement);
    else if (!full) change({ asking: statement });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") change({ at: Math.min(at + 1, found.length - 1) });
    else if (event.key === "ArrowUp") change({ at: Math.max(at - 1, 0) });
    else if (event.key === "Enter" && current) pick(current);
    else if (event.key === "Escape" && typed) {
      change({ typed: "", at: 0 });
      event.stopPropagation();
    } else return;
    event.preventDefault();
  };

  return (
    <div className="grid gap-2" onFocus={() => setOpen(true)} onBlur={(event) => setOpen(event.currentTarget.contains(event.relatedTarget))}>
      <label htmlFor={`${id}-search`} className="font-bold">{t("search")} <KeyCap name="/" /></label>
      <input
        ref={search} id={`${id}-search`} data-part="search" className="input !min-h-11" type="text" role="combobox" autoComplete="off" spellCheck={false}
        placeholder={t("searchHint")} aria-expanded={open} aria-controls={open ? `${id}-list` : undefined} aria-autocomplete="list"
        aria-activedescendant={open && current ? `${id}-${current.key}` : undefined}
        value={typed} onKeyDown={onKeyDown} onChange={(event) => change({ typed: event.target.value, at: 0 })}
      />
      {open ? <p className={full ? "font-bold text-warn" : "sr-only"} aria-live="polite">{full ? t("full", { count: COMMENTS_PER_ENTRY }) : t("found", { count: found.length })}</p> : null}
      {asking ? <NumberQuestion statement={asking} onAnswer={(n) => put(asking, n)} onCancel={() => { change({ asking: null }); search.current?.focus(); }} /> : null}
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={t("sentences")} aria-multiselectable="true" hidden={!open} className="max-h-72 overflow-y-auto rounded-m border border-line">
        {found.length === 0 ? <p className="p-3 text-ink-soft">{t("found", { count: 0 })}</p> : null}
        {[...new Set(found.map((statement) => statement.group))].map((group) => (
          <div key={group} role="group" aria-label={groups(group)}>
            <p aria-hidden="true" className="sticky top-0 bg-paper px-3 py-1 font-bold text-ink-soft">{groups(group)}</p>
            {found.filter((statement) => statement.group === group).map((statement) => {
              const chosen = comments.some((each) => each.key === statement.key);
              return (
                <div
                  key={statement.key} id={`${id}-${statement.key}`} role="option" aria-selected={chosen} data-current={statement === current ? "" : undefined}
                  onMouseDown={(event) => event.preventDefault()} onClick={() => pick(statement)} lang="en" dir="ltr"
                  className={`flex min-h-9 cursor-pointer gap-2 px-3 py-1.5 hover:bg-brand-wash ${statement === current ? "bg-brand-wash outline-2 -outline-offset-2 outline-brand" : ""} ${chosen ? "font-bold" : ""}`}
                >
                  <Icon name="check" className={`mt-0.5 !size-5 ${chosen ? "text-good" : "invisible"}`} />{statement.text}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

function NumberQuestion({ statement, onAnswer, onCancel }: { statement: Offered; onAnswer: (n: number) => void; onCancel: () => void }) {
  const t = useTranslations("staffReports.grid.panel");
  const [value, setValue] = useState("");
  const id = useId();
  const n = /^\d{1,4}$/.test(value) && Number(value) <= LARGEST ? Number(value) : null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.ctrlKey && n !== null) onAnswer(n);
    else if (event.key === "Escape") onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="grid gap-2 rounded-m border-2 border-glow bg-glow-wash p-3">
      <p lang="en" dir="ltr">{statement.text}</p>
      <div className="flex items-end gap-2">
        <label htmlFor={id} className="font-bold">{t("number")}</label>
        <input id={id} autoFocus className="input !min-h-11 max-w-24" inputMode="numeric" value={value} onKeyDown={onKeyDown} onChange={(event) => setValue(event.target.value)} />
        <button type="button" className="button button-small" disabled={n === null} onClick={() => n !== null && onAnswer(n)}>{t("add")}</button>
      </div>
    </div>
  );
}
