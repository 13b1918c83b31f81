import { monitorEventLoopDelay } from "node:perf_hooks";

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

/** Watches how late the process's timers are. `isBusy` is true while, over the last half second, they were late by `limitMs`. */
export function watchLoop(limitMs: number): { isBusy: () => boolean; stop: () => void } {
  const histogram = monitorEventLoopDelay({ resolution: 20 });
  histogram.enable();
  let busy = false;
  const timer = setInterval(() => {
    busy = histogram.mean / 1e6 > limitMs;
    histogram.reset();
  }, 500);
  timer.unref();
  return {
    isBusy: () => busy,
    stop: () => {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
