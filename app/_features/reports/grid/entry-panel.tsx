"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";

import { Icon } from "@/app/_ui/icon";
import { attainments, efforts, type EntryChanges, OWN_WORDS_LENGTH, progresses } from "@/server/features/reports/schema";

import { GateNotes } from "../../shell/gate-notes";
import { ConflictNotes, StuckNote } from "./conflict-notes";
import { useCellState, useDesk, viewEntry } from "./grid-desk";
import { keyFor, takesMarks, toggleMark } from "./grid-keys";
import type { Row } from "./grid-model";
import { KeyCap } from "@/app/_ui/key-cap";
import { StatementPicker } from "./statement-picker";

const scales = [
  { field: "attainment", values: attainments },
  { field: "effort", values: efforts },
  { field: "progress", values: progresses },
] as const;

/** One subject of one child: marks, sentences, own words. Everything is saved as it is done. */
export function EntryPanel({ row, subject, readOnly }: { row: Row; subject: string; readOnly: boolean }) {
  const t = useTranslations("staffReports.grid.panel");
  const { queue, say } = useDesk();
  const state = useCellState(row.reportId, subject);
  const { body, base } = viewEntry(row.entries[subject], state);
  const cell = { reportId: row.reportId, subject };
  const edit = (changes: EntryChanges) => queue.edit(cell, base, changes);
  const disputed = new Set(state?.conflicts.map((conflict) => conflict.field));
  return (
    <div className="grid gap-4">
      {readOnly ? <p className="notice notice-warn">{t("locked")}</p> : null}
      {state ? <StuckNote cell={cell} state={state} /> : null}
      {state && state.conflicts.length > 0 ? <ConflictNotes row={row} subject={subject} state={state} /> : null}
      {takesMarks(subject) ? scales.filter(({ field }) => !disputed.has(field)).map(({ field, values }) => (
        <MarkRow key={field} field={field} values={values} value={body[field]} readOnly={readOnly} onPick={(value) => edit(toggleMark(body, field, value))} />
      )) : null}
      {disputed.has("comments") ? null : (
        <section className="grid gap-2">
          <h3>{t("sentences")}</h3>
          {body.comments.length === 0 ? <p className="text-ink-soft">{t("noSentences")}</p> : null}
          <ul className="grid gap-1">
            {body.comments.map((comment) => {
              const text = say(comment, row, subject);
              return (
                <li key={comment.key} className="flex items-start gap-2 rounded-s bg-brand-wash py-1 ps-3 pe-1">
                  <span lang="en" dir="ltr" className="flex-1 py-1">{text}</span>
                  {readOnly ? null : (
                    <button type="button" className="grid size-8 flex-none cursor-pointer place-items-center rounded-s hover:bg-card" onClick={() => edit({ comments: body.comments.filter((each) => each.key !== comment.key) })}>
                      <Icon name="x" className="!size-4" /><span className="sr-only">{t("remove", { text })}</span>
                    </button>
                  )}
                </li>
              );
            })}
          </ul>
          {readOnly ? null : <StatementPicker row={row} subject={subject} comments={body.comments} onChange={(comments) => edit({ comments })} />}
        </section>
      )}
      {disputed.has("ownWords") ? null : <OwnWords cell={`${row.reportId} ${subject}`} value={body.ownWords ?? ""} readOnly={readOnly} onChange={(words) => edit({ ownWords: words === "" ? null : words })} />}
    </div>
  );
}

interface MarkRowProps {
  field: "attainment" | "effort" | "progress";
  values: readonly string[];
  value: string | null;
  readOnly: boolean;
  onPick: (value: string) => void;
}

function MarkRow({ field, values, value, readOnly, onPick }: MarkRowProps) {
  const words = useTranslations(`reports.scales.${field}`);
  return (
    <div role="group" aria-label={words("title")} className="grid gap-1">
      <p aria-hidden="true" className="font-bold">{words("title")}</p>
      <div className={`grid gap-1 ${values.length === 4 ? "grid-cols-2" : "grid-cols-2 sm:grid-cols-3"}`}>
        {values.map((each) => (
          <button
            key={each} type="button" disabled={readOnly} aria-pressed={value === each} aria-keyshortcuts={keyFor(field, each)} onClick={() => onPick(each)}
            className="flex min-h-10 cursor-pointer items-center gap-2 rounded-s border-2 border-edge bg-card px-2 text-start text-[0.9375rem] leading-tight disabled:cursor-default aria-pressed:border-brand aria-pressed:bg-brand aria-pressed:font-bold aria-pressed:text-brand-ink"
          >
            <KeyCap name={keyFor(field, each)} inverse={value === each} />{words(each)}
          </button>
        ))}
      </div>
    </div>
  );
}

function OwnWords({ cell, value, readOnly, onChange }: { cell: string; value: string; readOnly: boolean; onChange: (words: string) => void }) {
  const t = useTranslations("staffReports.grid.panel");
  const box = useRef<HTMLTextAreaElement>(null);
  const left = OWN_WORDS_LENGTH - value.length;
  return (
    <div className="field">
      <label htmlFor="own-words">{t("ownWords")} <KeyCap name="t" /></label>
      <p id="own-words-hint" className="text-ink-soft">{t("ownWordsHint")}</p>
      <textarea
        id="own-words" ref={box} data-part="words" rows={5} dir="auto" lang="en" className="input field-sizing-content min-h-28 scroll-my-4" maxLength={OWN_WORDS_LENGTH} readOnly={readOnly}
        aria-describedby="own-words-hint" value={value} onChange={(event) => onChange(event.target.value)}
      />
      {left < 500 ? <p className="text-ink-soft" aria-live="polite">{t("lettersLeft", { left })}</p> : null}
      <GateNotes key={cell} text={value} box={box} onReplace={onChange} readOnly={readOnly} />
    </div>
  );
}
