"use client";

import { useTRPCClient } from "@/app/_trpc/client";

import { useSendQueue } from "../shell/use-send-queue";
import { NoteQueue, type QueuedNote } from "./note-queue";

/** The notes of this screen: what is left from before is taken up, and what waits goes when the connection is back. */
export function useNoteQueue(adultId: string): { queue: NoteQueue; notes: readonly QueuedNote[] } {
  const client = useTRPCClient();
  const { queue, waiting: notes } = useSendQueue<QueuedNote["note"], NoteQueue>((storage) => new NoteQueue({
    adultId,
    storage,
    send: async (note) => void (await client.contacts.note.mutate(note)),
  }));
  return { queue, notes };
}
