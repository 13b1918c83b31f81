import { BOARD_ROWS, BOARD_SECONDS } from "./schema";
import type { Called } from "../settings/schema";

/** What stands on the board for a family: its number, or its child's initials where the school would rather. Never a name. */
export function calledOf(called: Called, meeting: { number: number; pupil: { givenName: string; familyName: string } }): string {
  if (called === "number") return String(meeting.number);
  const first = (name: string) => [...name.trim()][0]?.toLocaleUpperCase("en") ?? "";
  return `${first(meeting.pupil.givenName)}. ${first(meeting.pupil.familyName)}.`;
}

/** The language beside English in which the board speaks at this moment: one after another, so that each has its turn. Null: English alone. */
export function languageNow(languages: readonly string[], now: Date): string | null {
  const others = languages.filter((tag) => tag !== "en");
  return others[turnOf(now) % Math.max(1, others.length)] ?? null;
}

const turnOf = (now: Date): number => Math.floor(now.getTime() / (BOARD_SECONDS * 1_000));

/** Which rooms have their turn when there are more than a screen holds. */
export function partNow(rows: number, now: Date): { part: number; parts: number } {
  const parts = Math.max(1, Math.ceil(rows / BOARD_ROWS));
  return { part: turnOf(now) % parts, parts };
}
