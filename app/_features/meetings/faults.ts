import type { Flash } from "@/app/_trpc/flash";
import { AppError } from "@/server/lib/errors";

import { refusedWords } from "../shell/refused-words";

export const text = (form: FormData, name: string) => String(form.get(name) ?? "");

/** A note that all is well, in the words of meetings. */
export const good = (message: string): Flash => ({ tone: "good", namespace: "meetings.said", message });

const own = ["taken", "once", "soon", "closed", "over", "needed", "no_time", "no_mode", "nobody", "overlap", "order", "one", "no_hours", "early", "no_video", "address"];

/** The words for a refusal: its own where it has some, else those of its code. What was typed comes back. */
export function refused(error: AppError | null, values?: Record<string, string>): Flash {
  if (error?.fields.voice) return { tone: "stop", namespace: "listen.errors", message: error.fields.voice, fields: error.fields, values };
  const words = refusedWords(error);
  if (words) return { ...words, values: { ...values, ...words.values } };
  const fault = error ? Object.values(error.fields).map((each) => (each === "interpreter" ? "taken" : each)).find((each) => own.includes(each)) : "needed";
  return fault ? { tone: "stop", namespace: "meetings.faults", message: fault, values } : { tone: "stop", message: error?.code ?? "invalid_input", values };
}
