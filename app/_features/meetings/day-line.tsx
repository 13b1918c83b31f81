"use client";

import type { ReactNode } from "react";

import { useTranslations } from "next-intl";

import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { Phone } from "@/app/_ui/phone";
import type { Promiser } from "@/server/features/meetings/promises/schema";

import { StaffText } from "../shell/staff-text";
import { GentleClock } from "./day-clock";
import type { DayEntry, PromiseEntry } from "./day-entry";
import { DayNote } from "./day-note";
import type { Noted } from "./day-queue";

interface Props {
  entry: DayEntry;
  /** What the family said of it with its own voice, drawn by the server. */
  spoken?: ReactNode;
  now: number;
  clock: (at: number) => string;
  said: Record<Promiser, string>;
  tap: (kind: "start" | "finish" | "absent" | "longer") => void;
  keep: (promise: PromiseEntry) => void;
  add: (noted: Noted) => void;
}

/** One meeting of the day: who, what to talk about, how its time stands, and what is noted of it. */
export function DayLine({ entry, spoken, now, clock, said, tap, keep, add }: Props) {
  const [t, board] = [useTranslations("meetings.day"), useTranslations("meetings.board")];
  const { id, state, startedAt, finishedAt, longer } = entry;
  const underWay = startedAt !== null && finishedAt === null;
  const waits = state === "booked" && !underWay;
  return (
    <li className={`card grid gap-3 ${underWay ? "card-now" : ""}`} aria-labelledby={`who-${id}`}>
      <div>
        <h2 id={`who-${id}`} className="flex flex-wrap items-center gap-3"><bdi>{entry.time}</bdi> <bdi>{entry.adult}</bdi>
          {underWay ? <Badge tone="good">{t("underWay")}</Badge> : state === "held" ? <Badge tone="good">{t("wasHeld")}</Badge> : state === "absent" ? <Badge tone="stop">{t("wasAbsent")}</Badge> : null}
          {longer ? <Badge tone="warn">{t("wasLonger")}</Badge> : null}
          {waits && entry.late > 0 ? <Badge tone="warn">{board("late", { count: entry.late })}</Badge> : null}
        </h2>
        <p>{entry.facts.map((fact, nth) => <span key={fact}>{nth > 0 ? " · " : ""}<bdi>{fact}</bdi></span>)}</p>
        {state === "absent" ? <p className="flex items-center gap-2"><Icon name="phone" />{t("absentNext")}</p> : null}
        {longer ? <p className="flex items-center gap-2"><Icon name="calendar-event" /><a href={entry.todayHref} className="inline-flex min-h-11 items-center">{t("longerNext")}</a></p> : null}
        {entry.missing ? <p className="flex items-center gap-2 font-bold text-stop"><Icon name="alert-triangle" />{t("noInterpreter")}</p> : null}
        {entry.phone ? <p><Phone number={entry.phone} className="inline-flex min-h-11 items-center" /></p> : null}
        {entry.videoLink ? <p><a href={entry.videoLink} rel="noreferrer" className="inline-flex min-h-11 items-center">{t("open")}</a></p> : null}
      </div>
      {underWay && startedAt ? <GentleClock now={now} startedAt={startedAt} minutes={entry.minutes} clock={clock} /> : null}
      <AboutWhat entry={entry} spoken={spoken} keep={keep} />
      {entry.open ? (
        <div className="flex flex-wrap gap-2">
          {startedAt === null && state !== "held" ? <Tap what="start" icon="player-play" name={entry.adult} quiet={false} tap={tap} /> : null}
          {underWay ? <Tap what="finish" icon="check" name={entry.adult} quiet={false} tap={tap} /> : null}
          {waits && entry.begun ? <Tap what="absent" icon="phone" name={entry.adult} tap={tap} /> : null}
          {!longer && (underWay || state === "held") ? <Tap what="longer" icon="clock" name={entry.adult} tap={tap} /> : null}
        </div>
      ) : null}
      {entry.open ? <DayNote entry={entry} now={now} said={said} add={add} /> : null}
    </li>
  );
}

function Tap({ what, icon, name, quiet = true, tap }: { what: "start" | "finish" | "absent" | "longer"; icon: "player-play" | "check" | "phone" | "clock"; name: string; quiet?: boolean; tap: Props["tap"] }) {
  const t = useTranslations("meetings.day");
  return <button type="button" className={`button ${quiet ? "button-quiet" : ""}`} onClick={() => tap(what)}><Icon name={icon} />{t(what)}<span className="sr-only">: {name}</span></button>;
}

function AboutWhat({ entry, spoken, keep }: Pick<Props, "entry" | "spoken" | "keep">) {
  const t = useTranslations("meetings.day");
  const { question, report, promises } = entry;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <div className="grid content-start gap-1">
        <h3 className="text-base">{t("question")}</h3>
        {question ? <StaffText text={question} /> : !spoken ? <p className="text-ink-soft">{t("noQuestion")}</p> : null}
        {spoken}
      </div>
      <div className="grid content-start gap-1">
        <h3 className="text-base">{t("report")}</h3>
        {report ? (
          <>
            <p><a href={report.href} className="inline-flex min-h-11 items-center">{report.label}</a></p>
            <ul className="grid list-disc gap-1 ps-5">{report.summary.map(({ text, language }) => <li key={text} lang={language}>{text}</li>)}</ul>
          </>
        ) : <p className="text-ink-soft">{t("noReport")}</p>}
        <p><a href={entry.recordHref} className="inline-flex min-h-11 items-center">{t("record")}</a></p>
      </div>
      {promises.length > 0 ? (
        <div className="grid gap-1 sm:col-span-2">
          <h3 className="text-base">{t("earlier")}</h3>
          <PromiseRows promises={promises} keep={keep} />
        </div>
      ) : null}
    </div>
  );
}

/** Promises with their day and a way to say that they are kept. */
export function PromiseRows({ promises, keep }: { promises: PromiseEntry[]; keep: (promise: PromiseEntry) => void }) {
  const [t, words] = [useTranslations("meetings.day"), useTranslations("meetings.promises")];
  return (
    <ul className="grid gap-2">
      {promises.map((promise) => (
        <li key={promise.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-s-4 border-line ps-3">
          <div className="min-w-56 flex-1">
            <StaffText text={promise.text} />
            <p className="text-ink-soft"><strong>{t(`promisers.${promise.promiser}`)}</strong> · {words("until", { date: promise.due })}{promise.who ? <> · <bdi>{promise.who}</bdi></> : null}</p>
          </div>
          {promise.kept ? <Badge tone="good">{words("kept")}</Badge> : promise.overdue ? <Badge tone="warn">{t("overdue")}</Badge> : null}
          {promise.kept ? null : <button type="button" className="button button-quiet button-small" onClick={() => keep(promise)}><Icon name="check" />{words("keep")}<span className="sr-only">: <span lang={promise.text.language}>{promise.text.body}</span></span></button>}
        </li>
      ))}
    </ul>
  );
}
