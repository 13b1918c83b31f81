"use client";

import { useTranslations } from "next-intl";
import { useRef, useSyncExternalStore } from "react";

import { Icon } from "@/app/_ui/icon";

import { timeClipAction } from "./celebration-actions";

interface CueDeskProps {
  locale: string;
  celebrationId: string;
  version: string;
  seconds: number;
  cues: { from: number; until: number; sentence: string }[];
  /** The film's own player on the page, by its id. */
  player: string;
}

const never = () => () => undefined;
const STEP = 0.1;
/** To the tenth of a second, never past the end of the film. */
const tenth = (value: number, most: number) => (Math.min(Math.floor(most * 10), Math.round(value * 10)) / 10).toFixed(1);

/**
 * When each sentence of the captions is shown: two numbers a sentence, moved a tenth of a second by the arrow keys, or set to where the film just is.
 * Without script the numbers are typed.
 */
export function CueDesk({ locale, celebrationId, version, seconds, cues, player }: CueDeskProps) {
  const t = useTranslations("rewards.cues");
  const scripted = useSyncExternalStore(never, () => true, () => false);
  const boxes = useRef<Record<string, HTMLInputElement | null>>({});
  const film = () => document.getElementById(player) as HTMLVideoElement | null;
  const setNow = (name: string) => {
    const box = boxes.current[name];
    if (!box) return;
    box.value = tenth(film()?.currentTime ?? 0, seconds);
    box.focus();
  };
  const play = (name: string) => {
    const shown = film();
    if (!shown) return;
    shown.currentTime = Number(boxes.current[name]?.value ?? 0);
    void shown.play().catch(() => undefined);
  };
  const box = (name: string, label: string, value: number) => (
    <span className="flex items-end gap-1">
      <span className="field w-28">
        <label htmlFor={name}>{label}</label>
        <input ref={(element) => { boxes.current[name] = element; }} id={name} name={name} type="number" step={STEP} min={0} max={tenth(seconds, seconds)} required defaultValue={tenth(value, seconds)} dir="ltr" className="input tabular-nums" />
      </span>
      {scripted ? <button type="button" className="button button-quiet button-small" onClick={() => setNow(name)}>{t("here")}<span className="sr-only">: {label}</span></button> : null}
    </span>
  );
  return (
    <form action={timeClipAction} className="grid gap-3">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="celebrationId" value={celebrationId} />
      <input type="hidden" name="version" value={version} />
      <p className="text-ink-soft">{t("lead")}</p>
      <ol className="grid gap-3">
        {cues.map(({ from, until, sentence }, nth) => (
          <li key={nth} className="grid gap-2 rounded-m border border-line p-3">
            <p lang="en" dir="ltr">{nth + 1}. {sentence}</p>
            <span className="flex flex-wrap items-end gap-3">
              {box(`from-${nth}`, t("start", { number: nth + 1 }), from)}
              {box(`until-${nth}`, t("end", { number: nth + 1 }), until)}
              {scripted ? <button type="button" className="button button-quiet button-small" onClick={() => play(`from-${nth}`)}><Icon name="player-play" />{t("play")}<span className="sr-only"> {nth + 1}</span></button> : null}
            </span>
          </li>
        ))}
      </ol>
      <button className="button justify-self-start"><Icon name="check" />{t("save")}</button>
    </form>
  );
}
