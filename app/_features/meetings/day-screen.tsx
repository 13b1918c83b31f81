"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { v7 as uuid } from "uuid";

import { unexplainedIn } from "@/server/features/languages/gate/schema";

import type { Queued } from "../shell/send-queue";
import { useSendQueue } from "../shell/use-send-queue";
import { useSchoolTime } from "./day-clock";
import type { DayData, DayEntry, PromiseEntry } from "./day-entry";
import { DayLine, PromiseRows } from "./day-line";
import { DayQueue, type Noted } from "./day-queue";

/** What was done here since the page was made; it holds also while the school does not know it yet. */
type Changes = Pick<DayEntry, "startedAt" | "finishedAt" | "state" | "longer">;

function useDayQueue(adultId: string, send: (noted: Noted) => Promise<void>) {
  const { queue, waiting } = useSendQueue<Noted, DayQueue>((storage) => new DayQueue({ adultId, storage, send }));
  const router = useRouter();
  const had = useRef(0);
  // The page is read anew when all is at the school: it knows how late the others are now.
  useEffect(() => {
    if (had.current > 0 && waiting.length === 0) router.refresh();
    had.current = waiting.length;
  }, [waiting.length, router]);
  return { queue, waiting };
}

/** The changes that wait still, over what the page was given. */
function withChanges(entries: DayEntry[], waiting: readonly Queued<Noted>[], done: ReadonlyMap<string, Partial<Changes>>): DayEntry[] {
  return entries.map((entry) => {
    const refused = waiting.some(({ note, status }) => status === "refused" && note.kind !== "note" && note.kind !== "keep" && note.input.meetingId === entry.id);
    return refused ? entry : { ...entry, ...done.get(entry.id) };
  });
}

/** The day of a teacher: its meetings in their order, their time, their notes, and the promises that are still to be kept. It works without a connection. */
interface Props {
  data: DayData;
  adultId: string;
  /** What families said with their voice, drawn by the server, by the meeting's id. */
  spoken: Record<string, ReactNode>;
  send: (noted: Noted) => Promise<void>;
}

export function DayScreen({ data, adultId, spoken, send }: Props) {
  const t = useTranslations("meetings.day");
  const { queue, waiting } = useDayQueue(adultId, send);
  const [done, setDone] = useState<ReadonlyMap<string, Partial<Changes>>>(new Map());
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const [touched, setTouched] = useState(false);
  const now = useSchoolTime(data.now);
  const clock = (at: number) => new Intl.DateTimeFormat(data.clock.tag, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: data.clock.zone }).format(at);
  const add = (noted: Noted) => {
    setTouched(true);
    queue.add(noted);
  };
  const change = (id: string, changes: Partial<Changes>) => setDone((old) => new Map(old).set(id, { ...old.get(id), ...changes }));
  const tap = (entry: DayEntry, kind: "start" | "finish" | "absent" | "longer") => {
    const at = new Date(now).toISOString();
    const what = `${entry.adult}: ${t(kind)}`;
    if (kind === "start") {
      // Whoever begins with the next has ended with the one before.
      for (const other of entries) if (other.startedAt !== null && other.finishedAt === null) change(other.id, { finishedAt: at, state: "held" });
      change(entry.id, { startedAt: at, ...(entry.state === "absent" ? { state: "held" } : {}) });
    }
    if (kind === "finish") change(entry.id, { finishedAt: at, state: "held" });
    if (kind === "absent") change(entry.id, { state: "absent" });
    if (kind === "longer") change(entry.id, { longer: true });
    add(kind === "start" || kind === "finish" ? { key: uuid(), what, kind, input: { meetingId: entry.id, at } } : { key: uuid(), what, kind, input: { meetingId: entry.id } });
  };
  const keep = (promise: PromiseEntry) => {
    setKept((old) => new Set(old).add(promise.id));
    add({ key: uuid(), what: promise.text.body, kind: "keep", input: { promiseId: promise.id } });
  };
  const seen = (promises: PromiseEntry[]) => promises.map((promise) => (kept.has(promise.id) ? { ...promise, kept: true } : promise));
  const entries = withChanges(data.entries, waiting, done);
  return (
    <div className="grid gap-4">
      <DayState queue={queue} waiting={waiting} touched={touched} />
      <ul className="grid gap-4">
        {entries.map((entry) => <DayLine key={entry.id} spoken={spoken[entry.id]} entry={{ ...entry, promises: seen(entry.promises) }} now={now} clock={clock} said={data.said} tap={(kind) => tap(entry, kind)} keep={keep} add={add} />)}
      </ul>
      {data.open.length > 0 ? (
        <section className="card grid gap-3" aria-labelledby="to-keep">
          <h2 id="to-keep">{t("toKeep")}</h2>
          <PromiseRows promises={seen(data.open)} keep={keep} />
        </section>
      ) : null}
    </div>
  );
}

/** Why the words themselves were refused. */
function Reason({ fields }: { fields: Readonly<Record<string, string>> }) {
  const t = useTranslations("meetings.day.queue");
  const letters = unexplainedIn(fields).flatMap((field) => field.letters).join(", ");
  if (letters) return <span>{t("letters", { letters })}</span>;
  return fields.translation === "unchecked" ? <span>{t("unchecked")}</span> : null;
}

/** How safe what was noted is, honestly. */
function DayState({ queue, waiting, touched }: { queue: DayQueue; waiting: readonly Queued<Noted>[]; touched: boolean }) {
  const t = useTranslations("meetings.day.queue");
  const refused = waiting.filter(({ status }) => status === "refused");
  const left = waiting.length - refused.length;
  return (
    <div aria-live="polite" className="grid gap-2">
      {left > 0 ? <p className="notice notice-warn font-bold">{waiting.some(({ status }) => status === "signed_out") ? t("signedOut") : t("waiting", { count: left })}</p> : null}
      {touched && waiting.length === 0 ? <p className="notice notice-good font-bold">{t("saved")}</p> : null}
      {refused.map(({ note, fields = {} }) => (
        <p key={note.key} role="alert" className="notice notice-stop flex flex-wrap items-center justify-between gap-3"><span dir="auto">{t("refused", { what: note.what })}</span>
          <Reason fields={fields} /><button type="button" className="button button-quiet button-small" onClick={() => queue.discard(note.key)}>{t("discard")}</button></p>
      ))}
    </div>
  );
}
