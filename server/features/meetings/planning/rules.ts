import { addMinutes } from "@/server/lib/clock";

import { lengthOf, overlaps, type Span, startsIn, suitsAdult } from "../rules";
import { APART_MINUTES, type Mode, type Reason } from "../schema";

/** A wish as the planner sees it. */
export interface PlanWish {
  id: string;
  adultId: string;
  pupilId: string;
  teacherId: string;
  mode: Mode;
  language: string;
  interpreter: boolean;
  suits: readonly string[];
  keeps: readonly string[];
  /** Where it is now, in a plan that is made anew. */
  present: { startsAt: Date; interpreterId: string | null } | null;
}

/** A round as the planner sees it. */
export interface Problem {
  zone: string;
  now: Date;
  minutes: number;
  gapMinutes: number;
  sessions: (Span & { id: string; teacherId: string; modes: readonly Mode[] })[];
  interpreters: (Span & { id: string; languages: readonly string[] })[];
  wishes: PlanWish[];
  /** Who is taken already: by pinned meetings, by what families picked themselves, by other rounds. */
  taken: ReadonlyMap<string, readonly Span[]>;
  /** Meetings that stay, to keep others apart from them: adults about the same child, and those whom the database keeps apart. */
  staying: (Span & { adultId: string; pupilId: string })[];
  /** Whom each adult must not meet, whatever child it is about. */
  apart: ReadonlyMap<string, readonly string[]>;
  /** Adults who share a child: [adult, other adult]. */
  pairs: readonly (readonly [string, string])[];
}

/** One way to place a wish. Times are minutes after the problem's first. */
export interface Option {
  wish: number;
  sessionId: string;
  interpreterId: string | null;
  start: number;
  end: number;
  /** The end with the way to the next room, for whoever walks. */
  free: number;
  /** How little it is liked by itself: how far it is from where the meeting was. */
  cost: number;
}

/** A plan: for each wish an option, or null. */
export type Plan = (Option | null)[];

export interface Board {
  problem: Problem;
  origin: Date;
  options: Option[][];
  /** Adults who must not wait side by side with this one. */
  apart: Map<string, Set<string>>;
}

/** A minute of waiting weighs one; the rest in minutes. */
export const weights = { unplaced: 2_000, idle: 5, wait: 1, moved: 40 } as const;

const minutesAfter = (origin: Date, at: Date) => Math.round((at.getTime() - origin.getTime()) / 60_000);

/** Every way to place each wish that breaks no rule by itself. @param strict whether the adult's own hours are kept */
export function optionsOf(problem: Problem, wish: PlanWish, index: number, origin: Date, strict = true): Option[] {
  const { minutes, gapMinutes, sessions, interpreters, taken, zone, now, staying, apart } = problem;
  const length = lengthOf(minutes, wish.interpreter);
  const gap = wish.mode === "in_person" ? gapMinutes : 0;
  const free = (who: string, span: Span) => !(taken.get(who) ?? []).some((each) => overlaps(each, span));
  const kept = apart.get(wish.adultId) ?? [];
  const others = staying.filter((each) => each.adultId !== wish.adultId && (each.pupilId === wish.pupilId || kept.includes(each.adultId)));
  const found: Option[] = [];
  for (const session of sessions) {
    if (session.teacherId !== wish.teacherId || !session.modes.includes(wish.mode)) continue;
    for (const startsAt of startsIn(session, minutes, length)) {
      const span = { startsAt, endsAt: addMinutes(startsAt, length) };
      const walks = { startsAt, endsAt: addMinutes(span.endsAt, gap) };
      if (startsAt <= now || (strict && !suitsAdult(zone, span, wish.suits, wish.keeps)) || !free(wish.teacherId, span) || !free(wish.adultId, walks)) continue;
      if (others.some((each) => overlaps(span, { startsAt: addMinutes(each.startsAt, -APART_MINUTES), endsAt: addMinutes(each.endsAt, APART_MINUTES) }))) continue;
      const start = minutesAfter(origin, startsAt);
      const common = { wish: index, sessionId: session.id, start, end: start + length, free: start + length + gap };
      const moved = wish.present !== null && wish.present.startsAt.getTime() !== startsAt.getTime() ? weights.moved : 0;
      if (!wish.interpreter) found.push({ ...common, interpreterId: null, cost: moved });
      else for (const hours of interpreters) {
        if (!hours.languages.includes(wish.language) || hours.startsAt > startsAt || hours.endsAt < span.endsAt || !free(hours.id, walks)) continue;
        found.push({ ...common, interpreterId: hours.id, cost: moved + (wish.present && wish.present.interpreterId !== hours.id ? 1 : 0) });
      }
    }
  }
  return found;
}

/** Lays a problem out: all options of all wishes. */
export function layOut(problem: Problem): Board {
  const origin = problem.sessions.reduce((first, { startsAt }) => (startsAt < first ? startsAt : first), problem.sessions[0]?.startsAt ?? problem.now);
  const apart = new Map<string, Set<string>>();
  for (const [one, other] of problem.pairs) for (const [a, b] of [[one, other], [other, one]] as const) apart.set(a, (apart.get(a) ?? new Set()).add(b));
  for (const [adult, others] of problem.apart) apart.set(adult, new Set([...(apart.get(adult) ?? []), ...others]));
  return { problem, origin, apart, options: problem.wishes.map((wish, index) => optionsOf(problem, wish, index, origin)) };
}

/** Whom an option takes, from when to when. */
export function takes(board: Board, option: Option): { who: string; from: number; to: number }[] {
  const wish = board.problem.wishes[option.wish] as PlanWish;
  const { start, end, free, interpreterId } = option;
  return [{ who: wish.teacherId, from: start, to: end }, { who: wish.adultId, from: start, to: free }, ...(interpreterId ? [{ who: interpreterId, from: start, to: free }] : [])];
}

/** Who is taken when, in a plan that grows and shrinks. */
export class Hours {
  private readonly held = new Map<string, { from: number; to: number }[]>();

  constructor(private readonly board: Board, plan: Plan = []) {
    for (const option of plan) if (option) this.add(option);
  }

  add(option: Option): void {
    for (const { who, ...span } of takes(this.board, option)) this.held.set(who, [...(this.held.get(who) ?? []), span]);
  }

  of(who: string): readonly { from: number; to: number }[] {
    return this.held.get(who) ?? [];
  }

  /** The first of those whom an option would take who is not free; null when all are. Adults who live apart count as taken around each other. */
  blocker(option: Option): "teacher" | "family" | "interpreter" | null {
    const [teacher, adult, interpreter] = takes(this.board, option);
    const busy = (each: { who: string; from: number; to: number } | undefined, margin = 0, who = each?.who ?? "") => each !== undefined && this.of(who).some(({ from, to }) => each.from - margin < to && from < each.to + margin);
    if (busy(teacher)) return "teacher";
    if (busy(interpreter)) return "interpreter";
    if (busy(adult)) return "family";
    for (const other of this.board.apart.get(adult?.who ?? "") ?? []) if (busy(adult, APART_MINUTES, other)) return "family";
    return null;
  }
}

export interface Score {
  unplaced: number;
  /** Minutes that interpreters sit between two meetings. */
  idle: number;
  /** Minutes that families wait between two meetings. */
  wait: number;
  moved: number;
  total: number;
}

/** Minutes between the first and the last that are spent in no meeting. */
function between(spans: readonly { start: number; end: number }[]): number {
  if (spans.length < 2) return 0;
  return Math.max(...spans.map(({ end }) => end)) - Math.min(...spans.map(({ start }) => start)) - spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

function grouped(plan: Plan, key: (option: Option) => string | null): Map<string, Option[]> {
  const groups = new Map<string, Option[]>();
  for (const option of plan) {
    const name = option ? key(option) : null;
    if (option && name) groups.set(name, [...(groups.get(name) ?? []), option]);
  }
  return groups;
}

const DAY = 24 * 60;

/** How good a plan is: the less the better. */
export function scoreOf(board: Board, plan: Plan): Score {
  const { wishes } = board.problem;
  // A family that comes on two days does not wait in between.
  const byDay = (option: Option, who: string) => `${who}:${Math.floor(option.start / DAY)}`;
  const sum = (groups: Map<string, Option[]>) => [...groups.values()].reduce((all, each) => all + between(each), 0);
  const idle = sum(grouped(plan, (option) => option.interpreterId && byDay(option, option.interpreterId)));
  const wait = sum(grouped(plan, (option) => byDay(option, wishes[option.wish]?.adultId ?? "")));
  const unplaced = plan.filter((option) => option === null).length;
  const moved = plan.filter((option) => option && option.cost >= weights.moved).length;
  const cost = plan.reduce((all, option) => all + (option?.cost ?? 0), 0);
  return { unplaced, idle, wait, moved, total: unplaced * weights.unplaced + idle * weights.idle + wait * weights.wait + cost };
}

/** How many minutes each family waits between its meetings, by the adult's id. */
export function waitsOf(board: Board, plan: Plan): Map<string, number> {
  const found = new Map<string, number>();
  const adultOf = (option: Option) => board.problem.wishes[option.wish]?.adultId ?? "";
  for (const those of grouped(plan, (option) => `${adultOf(option)}:${Math.floor(option.start / DAY)}`).values()) {
    const adultId = adultOf(those[0] as Option);
    found.set(adultId, (found.get(adultId) ?? 0) + between(those));
  }
  return found;
}

/** The baseline: whoever asked first gets the first time that is free. */
export function planGreedily(board: Board): Plan {
  const hours = new Hours(board);
  return board.options.map((options) => {
    const free = options.find((option) => hours.blocker(option) === null) ?? null;
    if (free) hours.add(free);
    return free;
  });
}

/** Why a wish has no place in a plan, and up to three times that are nearest to what was wished and free in it. */
export function explain(board: Board, plan: Plan, index: number): { reason: Reason; offers: Date[] } {
  const { problem, origin } = board;
  const wish = problem.wishes[index] as PlanWish;
  const hours = new Hours(board, plan);
  const any = optionsOf(problem, { ...wish, suits: [], keeps: [] }, index, origin, false);
  const free = any.filter((option) => hours.blocker(option) === null);
  const own = board.options[index] ?? [];
  const near = own[0]?.start ?? 0;
  const starts = [...new Set(free.map(({ start }) => start))].sort((a, b) => Math.abs(a - near) - Math.abs(b - near)).slice(0, 3).sort((a, b) => a - b);
  const offers = starts.map((start) => addMinutes(origin, start));
  if (!problem.sessions.some(({ teacherId, modes }) => teacherId === wish.teacherId && modes.includes(wish.mode))) return { reason: "no_hours", offers };
  if (wish.interpreter && !problem.interpreters.some(({ languages }) => languages.includes(wish.language))) return { reason: "no_interpreter", offers };
  if (own.length === 0) return { reason: any.length > 0 || !wish.interpreter ? "no_common_time" : "interpreter_full", offers };
  const blockers = own.map((option) => hours.blocker(option));
  const most = (["teacher", "interpreter", "family"] as const).map((who) => ({ who, count: blockers.filter((each) => each === who).length })).sort((a, b) => b.count - a.count)[0];
  return { reason: most?.who === "interpreter" ? "interpreter_full" : most?.who === "family" ? "family_full" : "teacher_full", offers };
}
