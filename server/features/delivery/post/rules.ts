import { NotifyRefusal } from "@/server/lib/notify/client";

import type { Verdict } from "../rules";

const lost: ReadonlySet<string> = new Set(["cancelled", "permanent-failure", "technical-failure", "validation-failed", "virus-scan-failed"]);

/** What the service's word for a letter means: it has been printed and posted, it never will be, or one has to wait. */
export function letterFate(status: string): "posted" | "lost" | "waits" {
  if (status === "received") return "posted";
  return lost.has(status) ? "lost" : "waits";
}

/** What the refusal of a letter means: a file that the service cannot take is final; too many, its own faults and our key may pass. */
export function judgeLetter(error: unknown): Verdict {
  const refusal = error instanceof NotifyRefusal ? error : new NotifyRefusal(0, "no_answer");
  return { final: refusal.status === 400 || refusal.status === 413, code: refusal.status === 0 ? "no_answer" : `notify_${refusal.status}` };
}
