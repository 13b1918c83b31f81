"use client";

import { useTranslations } from "next-intl";

import { Notice } from "@/app/_ui/notice";

import type { NoteQueue, QueuedNote } from "./note-queue";

/** How safe the notes are, honestly: nothing while all is at the school. `saved` says so after the last one. */
export function QueueBar({ queue, notes, saved }: { queue: NoteQueue; notes: readonly QueuedNote[]; saved: boolean }) {
  const t = useTranslations("contacts.queue");
  const refused = notes.filter(({ status }) => status === "refused");
  const waiting = notes.filter(({ status }) => status !== "refused");
  const signedOut = waiting.some(({ status }) => status === "signed_out");
  return (
    <div aria-live="polite" className="grid gap-2">
      {waiting.length > 0 ? <Notice tone="warn"><p className="font-bold">{signedOut ? t("signed_out") : t("waiting", { count: waiting.length })}</p></Notice> : null}
      {saved && notes.length === 0 ? <Notice tone="good"><p className="font-bold">{t("saved")}</p></Notice> : null}
      {refused.map(({ note }) => (
        <Notice key={note.key} tone="stop">
          <p className="font-bold">{t("refused")}</p>
          <p dir="auto" className="whitespace-pre-line">{[note.facts, note.theirWords, note.agreed, note.nextStep?.text, note.opinion].filter(Boolean).join("\n")}</p>
          <button type="button" className="button button-stop button-small mt-2" onClick={() => queue.discard(note.key)}>{t("discard")}</button>
        </Notice>
      ))}
    </div>
  );
}
