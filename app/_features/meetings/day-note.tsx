"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { v7 as uuid } from "uuid";

import { Choice } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { PROMISE, PROMISES, type Promiser, promisers } from "@/server/features/meetings/promises/schema";

import { GatedBox, GatedLine } from "../shell/gate-notes";
import type { DayEntry } from "./day-entry";
import type { Noted } from "./day-queue";

const WORDS = 2_000;

interface Props {
  entry: DayEntry;
  /** When the school's clock says it is. */
  now: number;
  /** Words in English of who promises, for the record that the family reads in its own language. */
  said: Record<Promiser, string>;
  add: (noted: Noted) => void;
}

const text = (form: FormData, name: string): string => String(form.get(name) ?? "").trim();

/** What was said and promised in one meeting: facts for both, the teacher's own view for colleagues, promises with a day. Ctrl+Enter keeps it. */
export function DayNote({ entry, now, said, add }: Props) {
  const t = useTranslations("meetings.day");
  const [rows, setRows] = useState(1);
  const [turn, setTurn] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const id = (name: string) => `${name}-${entry.id}`;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const week = new Date(now + 7 * 86_400_000).toISOString().slice(0, 10);
    const promises = Array.from({ length: rows }, (_, nth) => ({
      key: uuid(), promiser: text(data, `promiser${nth}`) as Promiser, text: text(data, `promise${nth}`), dueOn: text(data, `dueOn${nth}`) || week,
    })).filter((each) => each.text !== "");
    const [facts, opinion] = [text(data, "facts") || undefined, text(data, "opinion") || undefined];
    if (!facts && !opinion && promises.length === 0) return;
    const agreed = promises.map((each) => `${said[each.promiser]}: ${each.text} (${each.dueOn})`).join("\n") || undefined;
    add({
      key: uuid(), what: `${entry.adult}: ${facts ?? agreed ?? opinion ?? ""}`, kind: "note",
      said: { pupilId: entry.pupilId, adultId: entry.adultId, at: new Date(now).toISOString(), language: entry.speaks, interpreted: entry.interpreter !== null, facts, agreed, opinion },
      input: promises.length > 0 ? { meetingId: entry.id, promises } : null,
    });
    setRows(1);
    setTurn(turn + 1);
  };
  return (
    <details className="rounded-m border border-line p-3">
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-bold text-brand underline underline-offset-4">{t("noteTitle")}<span className="sr-only">: {entry.adult}</span></summary>
      <form
        key={turn} ref={form} onSubmit={submit} className="grid gap-4 pt-2"
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
        }}
      >
        <div className="field">
          <label htmlFor={id("facts")} className="font-bold">{t("facts")}</label>
          <p id={id("facts-hint")} className="text-ink-soft">{t("factsHint")}</p>
          <GatedBox id={id("facts")} name="facts" rows={3} maxLength={WORDS} describedBy={id("facts-hint")} />
        </div>
        {Array.from({ length: rows }, (_, nth) => (
          <div key={nth} className="grid gap-3 sm:grid-cols-[minmax(0,12rem)_1fr_minmax(0,11rem)]">
            <Choice id={id(`promiser${nth}`)} name={`promiser${nth}`} label={t("promiser")} value="school" options={promisers.map((value) => ({ value, label: t(`promisers.${value}`) }))} />
            <div className="field"><label htmlFor={id(`promise${nth}`)}>{t("promise")}</label><GatedLine id={id(`promise${nth}`)} name={`promise${nth}`} maxLength={PROMISE} /></div>
            <div className="field"><label htmlFor={id(`dueOn${nth}`)}>{t("dueOn")}</label><input id={id(`dueOn${nth}`)} type="date" name={`dueOn${nth}`} className="input" /></div>
          </div>
        ))}
        {rows < PROMISES ? <button type="button" className="button button-quiet button-small justify-self-start" onClick={() => setRows(rows + 1)}><Icon name="plus" />{t("another")}</button> : null}
        <div className="field rounded-s bg-warn-wash p-3">
          <label htmlFor={id("opinion")} className="font-bold">{t("opinion")}</label>
          <p id={id("opinion-hint")} className="text-ink-soft">{t("opinionHint")}</p>
          <textarea id={id("opinion")} name="opinion" rows={2} maxLength={WORDS} dir="auto" className="input" aria-describedby={id("opinion-hint")} />
        </div>
        <button className="button justify-self-start"><Icon name="check" />{t("save")}</button>
      </form>
    </details>
  );
}
