import type { Flash } from "@/app/_trpc/flash";
import type { AppError } from "@/server/lib/errors";

import { refusedWords } from "../shell/refused-words";

const own = ["taken", "over", "needed", "two_people", "past", "own", "restricted", "not_there", "same", "barrier", "called_off"];

/** A note that all is well, in the words of visits. */
export const good = (message: string): Flash => ({ tone: "good", namespace: "visits.said", message });

/** The words for a refusal: its own where it has some, else those of its code. What was typed comes back. */
export function refused(error: AppError | null, values?: Record<string, string>): Flash {
  const words = refusedWords(error);
  if (words) return { ...words, values: { ...values, ...words.values } };
  if (error?.fields.voice) return { tone: "stop", namespace: "listen.errors", message: error.fields.voice, fields: error.fields, values };
  const fault = Object.values(error?.fields ?? {}).find((each) => own.includes(each));
  return fault ? { tone: "stop", namespace: "visits.faults", message: fault, values } : { tone: "stop", message: error?.code ?? "invalid_input", values };
}
