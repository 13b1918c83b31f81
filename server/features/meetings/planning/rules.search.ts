import { APART_MINUTES } from "../schema";
import { type Board, type Option, type Plan, takes, weights } from "./rules";

const DAY = 24 * 60;
/** So many places of others a step may clear, each of which finds another. */
const CLEARED = 2;
/** What a step may make worse at the beginning and at the end, in minutes of waiting. */
const [WARM, COLD] = [14, 0.5];
/** How often a step goes beside another meeting of the family, and what counts as beside, in minutes. */
const [BESIDE, NEAR] = [0.7, 25];
/** Every so many steps one is for whoever has no place. */
const LOST = 20;
/** So many steps are made in one go: others of the process have their turn in between. */
const IN_ONE_GO = 200;

interface Taken {
  wish: number;
  from: number;
  to: number;
}

/** An option, with whom it takes by number. */
interface Seat {
  option: Option;
  teacher: Taken & { who: number };
  adult: Taken & { who: number };
  interpreter: (Taken & { who: number }) | null;
  /** The family's and the interpreter's minutes, without the way. */
  start: number;
  end: number;
}

/** Takes one out of a list whose order means nothing. */
function drop<T>(all: T[] | undefined, one: T): void {
  const last = all?.pop();
  if (all && last !== undefined && last !== one) all[all.indexOf(one)] = last;
}

/** A plan in which places are given and taken one by one, and what it costs at every moment. */
class Places {
  readonly seats: Seat[][];
  readonly seated: (Seat | null)[];
  total = 0;
  private readonly held: Taken[][] = [];
  private readonly spans: Seat[][] = [];
  private readonly weight: number[] = [];
  private readonly spent: number[] = [];
  private readonly apart: number[][];

  constructor(board: Board, plan: Plan) {
    const numbers = new Map<string, number>();
    const numberOf = (who: string, weight: number) => {
      const known = numbers.get(who);
      if (known !== undefined) return known;
      numbers.set(who, this.held.length);
      this.held.push([]);
      this.spans.push([]);
      this.weight.push(weight);
      this.spent.push(0);
      return this.held.length - 1;
    };
    const { wishes } = board.problem;
    const adults = wishes.map(({ adultId }) => numberOf(adultId, weights.wait));
    this.seats = board.options.map((options) => options.map((option) => {
      const [teacher, adult, interpreter] = takes(board, option);
      const taken = (each: { who: string; from: number; to: number }, weight: number) => ({ wish: option.wish, from: each.from, to: each.to, who: numberOf(each.who, weight) });
      return { option, teacher: taken(teacher as NonNullable<typeof teacher>, 0), adult: taken(adult as NonNullable<typeof adult>, weights.wait), interpreter: interpreter ? taken(interpreter, weights.idle) : null, start: option.start, end: option.end };
    }));
    this.apart = this.held.map(() => []);
    for (const [index, { adultId }] of wishes.entries()) this.apart[adults[index] ?? 0] = [...(board.apart.get(adultId) ?? [])].flatMap((other) => numbers.get(other) ?? []);
    this.seated = wishes.map(() => null);
    this.total = wishes.length * weights.unplaced;
    for (const [index, option] of plan.entries()) {
      const seat = option && this.seats[index]?.find((each) => each.option === option);
      if (seat) this.put(seat);
    }
  }

  get plan(): Plan {
    return this.seated.map((seat) => seat?.option ?? null);
  }

  put(seat: Seat): void {
    this.seated[seat.option.wish] = seat;
    this.total += seat.option.cost - weights.unplaced;
    this.held[seat.teacher.who]?.push(seat.teacher);
    for (const each of [seat.adult, seat.interpreter]) {
      if (!each) continue;
      this.held[each.who]?.push(each);
      this.spans[each.who]?.push(seat);
      this.count(each.who);
    }
  }

  clear(seat: Seat): void {
    this.seated[seat.option.wish] = null;
    this.total -= seat.option.cost - weights.unplaced;
    drop(this.held[seat.teacher.who], seat.teacher);
    for (const each of [seat.adult, seat.interpreter]) {
      if (!each) continue;
      drop(this.held[each.who], each);
      drop(this.spans[each.who], seat);
      this.count(each.who);
    }
  }

  /** The wishes whose places are in a seat's way, each once; no more than `most` and one are looked for. */
  inTheWay(seat: Seat, most: number): number[] {
    const found: number[] = [];
    this.look(found, most, seat.teacher.who, seat.teacher, 0);
    if (seat.interpreter) this.look(found, most, seat.interpreter.who, seat.interpreter, 0);
    this.look(found, most, seat.adult.who, seat.adult, 0);
    for (const other of this.apart[seat.adult.who] ?? []) this.look(found, most, other, seat.adult, APART_MINUTES);
    return found;
  }

  private look(found: number[], most: number, who: number, { from, to, wish }: Taken, margin: number): void {
    for (const each of this.held[who] ?? []) {
      if (found.length > most) return;
      if (each.from - margin < to && from < each.to + margin && each.wish !== wish && !found.includes(each.wish)) found.push(each.wish);
    }
  }

  /** The seat of a wish that is free and adds least; null where none is free. */
  best(wish: number): Seat | null {
    let found: Seat | null = null;
    let least = Infinity;
    for (const seat of this.seats[wish] ?? []) {
      const added = seat.option.cost + this.added(seat.adult.who, seat) + (seat.interpreter ? this.added(seat.interpreter.who, seat) : 0);
      if (added < least && this.inTheWay(seat, 0).length === 0) [found, least] = [seat, added];
    }
    return found;
  }

  /** Another meeting of the same family, or null where it has none. */
  companion(wish: number, random: () => number): Seat | null {
    const spans = this.spans[this.seats[wish]?.[0]?.adult.who ?? -1] ?? [];
    const found = spans[Math.floor(random() * spans.length)];
    return found && found.option.wish !== wish ? found : null;
  }

  private added(who: number, seat: Seat): number {
    const spans = this.spans[who] ?? [];
    return spans.length === 0 ? 0 : minutesBetween(spans, seat) * (this.weight[who] ?? 0) - (this.spent[who] ?? 0);
  }

  private count(who: number): void {
    const spent = minutesBetween(this.spans[who] ?? []) * (this.weight[who] ?? 0);
    this.total += spent - (this.spent[who] ?? 0);
    this.spent[who] = spent;
  }
}

/** Minutes between the first and the last of some meetings, `more` among them, that are spent in none; whoever comes on two days does not wait in between. */
function minutesBetween(spans: readonly Seat[], more?: Seat): number {
  if (spans.length + (more ? 1 : 0) < 2) return 0;
  let [from, to, last, inside] = more ? [more.start, more.end, more.start, more.end - more.start] : [Infinity, -Infinity, -Infinity, 0];
  for (const { start, end } of spans) {
    if (start < from) from = start;
    if (start > last) last = start;
    if (end > to) to = end;
    inside += end - start;
  }
  const day = Math.floor(from / DAY);
  if (Math.floor(last / DAY) === day) return to - from - inside;
  const all = more ? [...spans, more] : spans;
  return minutesBetween(all.filter(({ start }) => Math.floor(start / DAY) === day)) + minutesBetween(all.filter(({ start }) => Math.floor(start / DAY) !== day));
}

/** What a step did, so that it can be undone. */
interface Step {
  old: Seat | null;
  cleared: Seat[];
  given: Seat[];
}

/** Gives a wish a seat, and whoever sits there the next best one; null, and nothing is changed, when too many sit there. */
function take(places: Places, seat: Seat): Step | null {
  const old = places.seated[seat.option.wish] ?? null;
  if (old === seat) return null;
  const others = places.inTheWay(seat, CLEARED);
  if (others.length > CLEARED) return null;
  const made: Step = { old, cleared: [], given: [seat] };
  if (old) places.clear(old);
  for (const wish of others) {
    const each = places.seated[wish];
    if (!each) continue;
    places.clear(each);
    made.cleared.push(each);
  }
  places.put(seat);
  for (const { option } of made.cleared) {
    const next = places.best(option.wish);
    if (!next) continue;
    places.put(next);
    made.given.push(next);
  }
  return made;
}

function undo(places: Places, { old, cleared, given }: Step): void {
  for (const each of given) places.clear(each);
  for (const each of cleared) places.put(each);
  if (old) places.put(old);
}

/** A seat to try: mostly one beside another meeting of the same family. */
function pick(places: Places, seats: readonly Seat[], random: () => number): Seat {
  const beside = random() < BESIDE ? places.companion(seats[0]?.option.wish ?? -1, random) : null;
  const near = beside ? seats.filter(({ start, end }) => start < beside.end + NEAR && end > beside.start - NEAR) : [];
  const chosen = near.length > 0 ? near : seats;
  return chosen[Math.floor(random() * chosen.length)] as Seat;
}

/**
 * Makes a plan better step by step: a meeting goes to another of its times, and whoever sits there to their next best one. At first a step may make the
 * plan a little worse, later hardly any more (simulated annealing; Kirkpatrick, Gelatt and Vecchi 1983). The best plan that was met is the answer.
 * @param steps how many steps are tried
 * @param random numbers from 0 to 1: the same ones give the same plan
 * @param moves which wishes are placed; all others stay without a place, or where they are
 * @param goOn lets others of the process have their turn, and says whether there is time for more
 */
export async function improve(board: Board, plan: Plan, steps: number, random: () => number, goOn: () => Promise<boolean>, moves: (wish: number) => boolean = () => true): Promise<Plan> {
  const places = new Places(board, plan);
  let [best, least] = [places.plan, places.total];
  const wishes = places.seats.filter((seats, wish) => seats.length > 0 && moves(wish));
  for (let nth = 0; nth < steps && wishes.length > 0; nth += 1) {
    if (nth % IN_ONE_GO === IN_ONE_GO - 1 && !(await goOn())) break;
    // Whoever has no place has a turn more often than by chance.
    const lost = nth % LOST === 0 ? wishes.filter((all) => !places.seated[all[0]?.option.wish ?? -1]) : [];
    const those = lost.length > 0 ? lost : wishes;
    const seats = those[Math.floor(random() * those.length)] as Seat[];
    const before = places.total;
    const step = take(places, pick(places, seats, random));
    if (!step) continue;
    const worse = places.total - before;
    const warmth = WARM * (COLD / WARM) ** (nth / steps);
    if (worse > 0 && random() >= Math.exp(-worse / warmth)) undo(places, step);
    else if (places.total < least) [best, least] = [places.plan, places.total];
  }
  return best;
}
