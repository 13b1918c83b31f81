"use client";

import type { ReactNode } from "react";

import type { DayData } from "@/app/_features/meetings/day-entry";
import type { Noted } from "@/app/_features/meetings/day-queue";
import { DayScreen } from "@/app/_features/meetings/day-screen";
import { useTRPCClient } from "@/app/_trpc/client";

/**
 * The day with its ways to the school: taps and promises go to meetings, what was said goes to the record of contact, where the family reads it. A note
 * that arrives twice is one: both know its key.
 */
export function DayDesk({ data, adultId, spoken }: { data: DayData; adultId: string; spoken: Record<string, ReactNode> }) {
  const client = useTRPCClient();
  const send = async (noted: Noted): Promise<void> => {
    if (noted.kind === "note") {
      const { interpreted, ...said } = noted.said;
      // Promises first: where one is refused, nothing of the note is kept yet.
      if (noted.input) await client.meetings.day.promise.mutate(noted.input);
      await client.contacts.note.mutate({ ...said, key: noted.key, channel: "meeting", outcome: "reached", interpreter: interpreted ? "in_person" : "none" });
      return;
    }
    if (noted.kind === "start") return client.meetings.day.start.mutate(noted.input);
    if (noted.kind === "finish") return client.meetings.day.finish.mutate(noted.input);
    if (noted.kind === "absent") return client.meetings.day.absent.mutate(noted.input);
    if (noted.kind === "longer") return client.meetings.day.longer.mutate(noted.input);
    return client.meetings.day.keep.mutate(noted.input);
  };
  return <DayScreen data={data} adultId={adultId} spoken={spoken} send={send} />;
}
