export interface GateOptions {
  /** Requests worked on at the same time. */
  active: number;
  /** Requests that may wait for their turn. */
  waiting: number;
  /** How long one may wait, in milliseconds. */
  waitMs: number;
  /** Whether the process is too busy to let anyone wait. */
  isBusy?: () => boolean;
}

interface Waiting {
  let: (leave: (() => void) | undefined) => void;
  timer: NodeJS.Timeout;
}

/** The number of people that fit in the house: some inside, some in the porch, the rest are told to come back. */
export class Gate {
  #active = 0;
  readonly #waiting: Waiting[] = [];

  constructor(private readonly options: GateOptions) {}

  get counts(): { active: number; waiting: number } {
    return { active: this.#active, waiting: this.#waiting.length };
  }

  /** Takes a place now, if one is free. Answers the function that gives it back. */
  tryEnter(): (() => void) | undefined {
    if (this.#active >= this.options.active || this.#waiting.length > 0) return undefined;
    this.#active++;
    return this.#leaver();
  }

  /** Takes a place, waiting for one if need be; undefined when the porch is full or the wait grew too long. */
  enter(): Promise<(() => void) | undefined> {
    const now = this.tryEnter();
    if (now) return Promise.resolve(now);
    if (this.#waiting.length >= this.options.waiting || this.options.isBusy?.()) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const entry: Waiting = {
        let: resolve,
        timer: setTimeout(() => {
          const at = this.#waiting.indexOf(entry);
          if (at >= 0) this.#waiting.splice(at, 1);
          resolve(undefined);
        }, this.options.waitMs),
      };
      this.#waiting.push(entry);
    });
  }

  #leaver(): () => void {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.#waiting.shift();
      if (!next) {
        this.#active--;
        return;
      }
      clearTimeout(next.timer);
      next.let(this.#leaver());
    };
  }
}

/** Counts places by address, so that one address cannot take the whole house. */
export class Shares {
  readonly #held = new Map<string, number>();

  constructor(private readonly most: number) {}

  take(address: string): (() => void) | undefined {
    const held = this.#held.get(address) ?? 0;
    if (held >= this.most) return undefined;
    this.#held.set(address, held + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const now = (this.#held.get(address) ?? 1) - 1;
      if (now > 0) this.#held.set(address, now);
      else this.#held.delete(address);
    };
  }
}

const TICK_MS = 50;
/** What remains of an old lateness after a tick: a stall of a second is forgotten within half a second. */
const FADE = 0.8;

/** Watches how late the process's own timer is. `isBusy` is true while it was late by more than `limitMs` just now. */
export function watchLoop(limitMs: number): { isBusy: () => boolean; stop: () => void } {
  let late = 0;
  let due = performance.now() + TICK_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    late = Math.max(now - due, late * FADE);
    due = now + TICK_MS;
  }, TICK_MS);
  timer.unref();
  return { isBusy: () => late > limitMs, stop: () => clearInterval(timer) };
}
