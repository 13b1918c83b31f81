import type { ReactNode } from "react";

const tones = { plain: "", good: "chip-good", warn: "chip-warn", stop: "chip-stop" } as const;

/** A short state in words, with colour as a second sign only. */
export function Badge({ tone = "plain", children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return <span className={`chip ${tones[tone]}`}>{children}</span>;
}
