"use client";

import { useEffect, useState, useSyncExternalStore } from "react";

import type { Queued, SendQueue } from "./send-queue";

const NONE: readonly never[] = [];

/**
 * A queue of this device for a screen: what waits from before is taken up again, and sent when there is a network or the screen is looked at.
 * @param make makes it, once, with the device's storage; there is none while the page is made on the server
 */
export function useSendQueue<Item extends { key: string }, Q extends SendQueue<Item>>(make: (storage: Storage | null) => Q): { queue: Q; waiting: readonly Queued<Item>[] } {
  const [queue] = useState(() => make(typeof window === "undefined" ? null : window.localStorage));
  const waiting = useSyncExternalStore<readonly Queued<Item>[]>(queue.subscribe, queue.getSnapshot, () => NONE);
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
  return { queue, waiting };
}
