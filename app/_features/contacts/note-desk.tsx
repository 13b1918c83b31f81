"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

import { NoteForm, type NoteFormProps } from "./note-form";
import { QueueBar } from "./queue-bar";
import { useNoteQueue } from "./use-note-queue";

type Props = Omit<NoteFormProps, "onNote"> & {
  /** The session's own adult. */
  staffId: string;
  /** Where to go when the note is at the school; else the page is read again. */
  leadsTo?: string;
};

/** The form of a page that notes one contact, with the state of what was noted. */
export function NoteDesk({ staffId, leadsTo, ...form }: Props) {
  const { queue, notes } = useNoteQueue(staffId);
  const [last, setLast] = useState<string | null>(null);
  const router = useRouter();
  const arrived = last !== null && !notes.some(({ note }) => note.key === last);
  useEffect(() => {
    if (!arrived) return;
    if (leadsTo) router.push(leadsTo);
    else router.refresh();
  }, [arrived, last, leadsTo, router]);
  return (
    <div className="grid gap-3">
      <QueueBar queue={queue} notes={notes} saved={arrived} />
      <NoteForm {...form} onNote={(note) => {
        queue.add(note);
        setLast(note.key);
      }} />
    </div>
  );
}
