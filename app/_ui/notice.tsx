import type { ReactNode } from "react";

import { Icon, type IconName } from "./icon";

const tones = {
  info: { className: "", icon: "info-circle" },
  good: { className: "notice-good", icon: "circle-check" },
  warn: { className: "notice-warn", icon: "alert-triangle" },
  stop: { className: "notice-stop", icon: "alert-triangle" },
} as const satisfies Record<string, { className: string; icon: IconName }>;

export type Tone = keyof typeof tones;

/** A block that says what happened. `live` announces it (after a form came back). */
export function Notice({ tone = "info", title, live = false, children }: { tone?: Tone; title?: string; live?: boolean; children?: ReactNode }) {
  const { className, icon } = tones[tone];
  return (
    <div className={`notice ${className} flex gap-3`} role={live ? (tone === "stop" ? "alert" : "status") : undefined}>
      <Icon name={icon} className="mt-1" />
      <div className="min-w-0">
        {title ? <p className="font-bold">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}
