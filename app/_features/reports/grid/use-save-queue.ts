"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { useTRPC, useTRPCClient } from "@/app/_trpc/client";

import { faultOf } from "./save-faults";
import { SaveQueue } from "./save-queue";

/** The queue of this screen: it takes up what is left from before, and watches the connection and the leaving of the page. */
export function useSaveQueue(adultId: string, where: { roundId: string; classGroupId: string }): SaveQueue {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { roundId, classGroupId } = where;
  const [queue] = useState(() => new SaveQueue({
    adultId,
    isOnline: () => navigator.onLine,
    storage: typeof window === "undefined" ? null : window.localStorage,
    faultOf,
    save: (input) => client.reports.writing.saveEntry.mutate({ ...input, subject: input.subject as "general" }),
    saveAttendance: async ({ reportId, attendance }) => {
      await client.reports.writing.saveAttendance.mutate({ reportId, attendance });
      const key = trpc.reports.grid.get.queryKey({ roundId, classGroupId });
      // An older answer that is still on its way must not bring the days of before back.
      await queryClient.cancelQueries({ queryKey: key });
      queryClient.setQueryData(key, (grid) => grid && { ...grid, rows: grid.rows.map((row) => (row.reportId === reportId ? { ...row, attendance } : row)) });
    },
  }));
  useEffect(() => {
    queue.restore();
    const flush = () => queue.flush();
    const warn = (event: BeforeUnloadEvent) => {
      if (queue.unsaved() > 0) event.preventDefault();
    };
    window.addEventListener("online", flush);
    window.addEventListener("focus", flush);
    document.addEventListener("visibilitychange", flush);
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("online", flush);
      window.removeEventListener("focus", flush);
      document.removeEventListener("visibilitychange", flush);
      window.removeEventListener("beforeunload", warn);
    };
  }, [queue]);
  return queue;
}
