"use client";

import { useEffect, useState } from "react";

import { useTRPCClient } from "@/app/_trpc/client";

/** How often a screen that stays open asks whether somebody is missed. */
const ASK_MS = 20_000;

/** Over every page of those who watch: somebody on a visit is missed. It is there with the page, and comes to one that stays open. */
export function AlarmWatch({ open, words, href }: { open: number; words: string; href: string }) {
  const client = useTRPCClient();
  const [count, setCount] = useState(open);
  useEffect(() => {
    const timer = setInterval(() => {
      client.contacts.visits.alarms.query().then((alarms) => setCount(alarms.length)).catch(() => undefined); // the next asking may reach the server
    }, ASK_MS);
    return () => clearInterval(timer);
  }, [client]);
  return count > 0 ? <p role="alert" className="notice notice-stop m-4 mb-0 font-bold lg:m-8 lg:mb-0"><a href={href} className="inline-flex min-h-11 items-center">{words}</a></p> : null;
}
