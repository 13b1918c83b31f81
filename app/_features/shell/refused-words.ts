import type { Flash } from "@/app/_trpc/flash";
import { unexplainedIn } from "@/server/features/languages/gate/schema";
import type { AppError } from "@/server/lib/errors";
import { findLanguage } from "@/server/lib/i18n/languages";

/**
 * What a refusal says when it is about the words themselves: letters that nobody explained, or a text that must be checked by a person before readers of
 * these languages get it. Null for every other refusal.
 */
export function refusedWords(error: AppError | null): Flash | null {
  if (!error) return null;
  const letters = [...new Set(unexplainedIn(error.fields).flatMap((field) => field.letters))].join(", ");
  if (letters) return { tone: "stop", namespace: "translation.refused", message: "acronym", values: { letters } };
  if (error.fields.translation !== "unchecked") return null;
  const languages = (error.fields.languages ?? "").split(",").map((tag) => findLanguage(tag)?.ownName ?? tag).join(", ");
  return { tone: "stop", namespace: "translation.refused", message: "unchecked", values: { languages } };
}
