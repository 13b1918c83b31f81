"use client";

import { useEffect, useState, useSyncExternalStore } from "react";

import { useTRPCClient } from "@/app/_trpc/client";

import { NoteQueue, type QueuedNote } from "./note-queue";

const NONE: readonly QueuedNote[] = [];

/** The notes of this screen: what is left from before is taken up, and what waits goes when the connection is back. */
export function useNoteQueue(adultId: string): { queue: NoteQueue; notes: readonly QueuedNote[] } {
  const client = useTRPCClient();
  const [queue] = useState(() => new NoteQueue({
    adultId,
    storage: typeof window === "undefined" ? null : window.localStorage,
    send: async (note) => void (await client.contacts.note.mutate(note)),
  }));
  const notes = useSyncExternalStore(queue.subscribe, queue.getSnapshot, () => NONE);
  useEffect(() => {
    queue.restore();
    const flush = () => queue.flush();
    window.addEventListener("online", flush);
    window.addEventListener("focus", flush);
    return () => {
      window.removeEventListener("online", flush);
      window.removeEventListener("focus", flush);
    };
  }, [queue]);
  return { queue, notes };
}
