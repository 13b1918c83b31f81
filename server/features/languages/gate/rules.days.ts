const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const DAY = 86_400_000;

export interface VagueDay {
  from: number;
  to: number;
  words: string;
  /** The days that can be meant, written out; empty where nobody can know. */
  instead: string[];
}

/** "Tuesday 1 December", of a day at midnight UTC. */
const written = (day: Date): string => {
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(day);
  return `${part({ weekday: "long" })} ${part({ day: "numeric" })} ${part({ month: "long" })}`;
};

const weekday = new RegExp(`\\b(?:(next|this|last|on|by|until|from|coming)\\s+)?(${weekdays.slice(1).join("|")}|sunday)\\b`, "gi");
const relative = /\b(today|tonight|tomorrow|yesterday|(?:next|this|last) (?:week|weekend|month|term|half[- ]term)|(?:at the )?end of (?:the |this )?(?:week|month|term)|in (?:a|one|two) (?:weeks?|fortnights?|months?)|the other day|in due course|shortly|as soon as possible|ASAP|at the earliest (?:opportunity|convenience))\b/gi;

/** Beside a date already: "Tuesday 1 December", "on 1 December, a Tuesday"; or every week: "every Monday", "Mondays". */
function hasDate(text: string, from: number, to: number): boolean {
  if (/^s\b/i.test(text.slice(to))) return true;
  if (/(?:every|each|most|some)\s+$/i.test(text.slice(Math.max(0, from - 8), from))) return true;
  return /^,?\s*(?:the\s+)?\d/.test(text.slice(to, to + 8)) || /\d\s*(?:\w+,?\s*(?:a\s+)?)?$/.test(text.slice(Math.max(0, from - 20), from));
}

/** The days that a weekday can mean, seen from today: the coming one first; "next" may skip a week, and people differ. */
function daysMeant(today: Date, which: string | undefined, name: string): string[] {
  const wanted = weekdays.indexOf(name.toLowerCase());
  const ahead = ((wanted - today.getUTCDay() + 7) % 7) || 7;
  const day = (days: number) => written(new Date(today.getTime() + days * DAY));
  if (which === "last") return [day(ahead - 7 === 0 ? -7 : ahead - 7)];
  return which === "next" ? [day(ahead), day(ahead + 7)] : [day(ahead)];
}

const shift: Readonly<Record<string, number>> = { today: 0, tonight: 0, tomorrow: 1, yesterday: -1 };

/**
 * Days that mean nothing to whoever reads the text later, or in another language: "next Tuesday", "tomorrow". English only.
 * @param today the school's own day, "2026-11-23"
 */
export function vagueDays(text: string, today: string): VagueDay[] {
  const now = new Date(`${today}T00:00:00Z`);
  const found: VagueDay[] = [];
  for (const match of text.matchAll(weekday)) {
    const [words, which, name = ""] = match;
    const [from, to] = [match.index, match.index + words.length];
    if (hasDate(text, from, to)) continue;
    const joins = which && /^(?:on|by|until|from)$/i.test(which) ? `${which} ` : "";
    // The preposition stays as it is; "next", "this" and "coming" give way to the date.
    found.push({ from: from + joins.length, to, words: words.slice(joins.length), instead: daysMeant(now, joins ? undefined : which?.toLowerCase(), name) });
  }
  for (const match of text.matchAll(relative)) {
    const words = match[0];
    const days = shift[words.toLowerCase()];
    const instead = days === undefined ? [] : [`${/tonight/i.test(words) ? "on the evening of " : "on "}${written(new Date(now.getTime() + days * DAY))}`];
    found.push({ from: match.index, to: match.index + words.length, words, instead });
  }
  return found;
}
