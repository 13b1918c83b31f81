"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { v7 as uuid } from "uuid";

import { Choice } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { channels, interpreters, type NoteInput, type Outcome, outcomes, tones, WORDS } from "@/server/features/contacts/schema";

import { GatedBox } from "../shell/gate-notes";
import { barrierPills, MoreToNote, Pills, readMore, type Words } from "./note-more";

export interface NoteAdult {
  id: string;
  name: string;
  /** In which to talk, and whether with an interpreter: what the form begins with. */
  language: string;
  interpreter: boolean;
}

export interface NoteFormProps {
  pupilId: string;
  adults: NoteAdult[];
  taskId?: string;
  channel?: (typeof channels)[number];
  tone?: (typeof tones)[number];
  /** Every language by its name. */
  languages: { value: string; label: string }[];
  reading: { value: string; label: string }[];
  onNote: (note: NoteInput) => void;
  focus?: boolean;
}

const text = (form: FormData, name: string): string | undefined => String(form.get(name) ?? "").trim() || undefined;

/**
 * Notes one contact: the outcome and a few words, the rest stands ready. Ctrl+Enter keeps it. With a task, "no answer" asks when
 * to try again.
 */
export function NoteForm({ pupilId, adults, taskId, channel = "call", tone = "neutral", languages, reading, onNote, focus = false }: NoteFormProps) {
  const t = useTranslations("contacts");
  const words: Words = { t, languages, reading };
  const [adultId, setAdultId] = useState(adults[0]?.id ?? "");
  const [outcome, setOutcome] = useState<Outcome>("reached");
  const [turn, setTurn] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const adult = adults.find(({ id }) => id === adultId) ?? adults[0];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const nextTry = text(data, "nextTry");
    onNote({
      key: uuid(), pupilId, adultId: adult?.id ?? "", taskId, at: new Date().toISOString(), outcome,
      channel: data.get("channel") as NoteInput["channel"], direction: data.get("incoming") ? "in" : "out", language: String(data.get("language")),
      interpreter: data.get("interpreter") as NoteInput["interpreter"], tone: data.get("tone") as NoteInput["tone"],
      barrier: outcome === "barrier_found" ? (data.get("barrier") as NoteInput["barrier"]) : undefined,
      facts: text(data, "facts"), theirWords: outcome === "reached_and_understood" ? text(data, "theirWords") : undefined,
      nextTryAt: outcome === "no_answer" && nextTry ? new Date(nextTry).toISOString() : undefined, ...readMore(data),
    });
    setOutcome("reached");
    setTurn(turn + 1);
  };
  if (!adult) return null;
  return (
    <form
      ref={form} key={turn} onSubmit={submit} className="card grid gap-4" aria-label={t("form.title")}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
    >
      {adults.length > 1 ? (
        <fieldset className="grid gap-1">
          <legend className="legend">{t("form.adult")}</legend>
          <div className="flex flex-wrap gap-2">
            {adults.map(({ id, name }) => (
              <label key={id} className="flex min-h-11 items-center gap-2 rounded-m border-2 border-line px-3 has-checked:border-brand has-checked:bg-brand-wash">
                <input type="radio" name="adult" value={id} checked={id === adult.id} onChange={() => setAdultId(id)} className="size-4 accent-brand" /><bdi>{name}</bdi>
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
      <Pills name="outcome" legend={t("form.outcome")} values={outcomes.map((value) => ({ value, label: t(`outcomes.${value}`) }))} value={outcome} onChange={(value) => setOutcome(value as Outcome)} focus={focus} />
      {outcome === "barrier_found" ? barrierPills(words) : null}
      {outcome === "reached_and_understood" ? (
        <div className="field"><label htmlFor={`theirWords-${taskId ?? pupilId}`} className="font-bold">{t("form.theirWords")}</label><GatedBox id={`theirWords-${taskId ?? pupilId}`} name="theirWords" rows={2} required maxLength={WORDS} /></div>
      ) : null}
      {outcome === "no_answer" && taskId ? (
        <label className="field max-w-72"><span className="font-bold">{t("form.nextTry")}</span><span className="text-ink-soft">{t("form.nextTryHint")}</span><input type="datetime-local" name="nextTry" className="input" /></label>
      ) : null}
      <div className="field">
        <label htmlFor={`facts-${taskId ?? pupilId}`} className="font-bold">{t("form.facts")}</label>
        <p id={`facts-hint-${taskId ?? pupilId}`} className="text-ink-soft">{t("form.factsHint")}</p>
        {/* The family reads it in its own language: what could stand in its way is said while it is written. */}
        <GatedBox id={`facts-${taskId ?? pupilId}`} name="facts" rows={2} maxLength={WORDS} describedBy={`facts-hint-${taskId ?? pupilId}`} />
      </div>
      <Pills name="tone" legend={t("form.tone")} values={tones.map((value) => ({ value, label: t(`tones.${value}`) }))} initial={tone} />
      <div className="grid gap-3 sm:grid-cols-3">
        <Choice id={`channel-${taskId ?? pupilId}`} name="channel" label={t("form.channel")} value={channel} options={channels.map((value) => ({ value, label: t(`channels.${value}`) }))} />
        <Choice key={`language-${adult.id}`} id={`language-${taskId ?? pupilId}`} name="language" label={t("form.language")} value={adult.language} options={languages} />
        <Choice key={`interpreter-${adult.id}`} id={`interpreter-${taskId ?? pupilId}`} name="interpreter" label={t("form.interpreter")} value={adult.interpreter ? "phone_service" : "none"} options={interpreters.map((value) => ({ value, label: t(`interpreters.${value}`) }))} />
      </div>
      <MoreToNote words={words} place={taskId ?? pupilId} />
      <button className="button justify-self-start"><Icon name="check" />{t("form.save")}</button>
    </form>
  );
}
