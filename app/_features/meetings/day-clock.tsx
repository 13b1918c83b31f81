"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

import { Icon } from "@/app/_ui/icon";
import { ROUND_OFF_MINUTES } from "@/server/features/meetings/day/schema";

const MINUTE = 60_000;
const TICK = 15_000;

/** The school's time on this device: what the server said, and what has passed since. It ticks four times a minute. */
export function useSchoolTime(servedAt: string): number {
  const [now, setNow] = useState(() => Date.parse(servedAt));
  useEffect(() => {
    const started = Date.now();
    const from = Date.parse(servedAt);
    const tick = () => setNow(from + (Date.now() - started));
    tick();
    const timer = setInterval(tick, TICK);
    return () => clearInterval(timer);
  }, [servedAt]);
  return now;
}

/** How the time of a meeting that goes on stands: a colour and a sentence, which is said again only when it changes. Nothing rings, nobody is cut off. */
export function GentleClock({ now, startedAt, minutes, clock }: { now: number; startedAt: string; minutes: number; clock: (at: number) => string }) {
  const t = useTranslations("meetings.day");
  const ends = Date.parse(startedAt) + minutes * MINUTE;
  const stage = now < ends - ROUND_OFF_MINUTES * MINUTE ? "calm" : now < ends ? "roundOff" : "over";
  const tone = { calm: "notice-good", roundOff: "notice-warn", over: "notice-warn" }[stage];
  const passed = Math.max(0, Math.min(100, Math.round(((now - Date.parse(startedAt)) / (minutes * MINUTE)) * 100)));
  return (
    <div className={`notice ${tone} grid gap-2`}>
      <p role="status" className="flex items-center gap-2 font-bold"><Icon name="clock" />{stage === "calm" ? t("calm", { at: clock(ends) }) : t(stage)}</p>
      <progress aria-hidden="true" max={100} value={passed} className={`h-2 w-full ${stage === "calm" ? "accent-good" : "accent-warn"}`} />
    </div>
  );
}
