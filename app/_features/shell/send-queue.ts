/** Why something is not at the school yet. `waiting` goes by itself. */
export type SendStatus = "waiting" | "saving" | "signed_out" | "refused";

export interface Queued<Item> {
  note: Item;
  status: SendStatus;
  /** What the school refused, by field. */
  fields?: Readonly<Record<string, string>>;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export interface SendPorts<Item> {
  send: (note: Item) => Promise<void>;
  storage: Store | null;
  /** Whose notes these are: nobody else on this computer gets them. */
  adultId: string;
  /** The name under which they are kept, with the version of their form. */
  prefix: string;
  /** A kept note, or null for what is none. */
  read: (value: unknown) => Item | null;
}

const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 30_000;

const keysOf = (store: Store, prefix: string): string[] =>
  Array.from({ length: store.length }, (_, index) => store.key(index)).filter((key): key is string => key?.startsWith(prefix) ?? false);

/** How many notes of anybody wait on this computer under a name. */
export function countKept(store: Store | null, prefix: string): number {
  return store ? keysOf(store, `${prefix}.`).length : 0;
}

/** Takes every such note off this computer: whoever sat here has signed out. */
export function forgetKept(store: Store | null, prefix: string): void {
  if (store) for (const key of keysOf(store, `${prefix}.`)) store.removeItem(key);
}

const dataOf = (error: unknown) => (typeof error === "object" && error !== null && "data" in error ? (error.data as { app?: unknown; fields?: Record<string, string> } | null) : null);

/** What a failed call means: an answer that is none of ours counts as no connection. */
export function faultOf(error: unknown): "connection" | "signed_out" | "refused" {
  const data = dataOf(error);
  if (data?.app === "sign_in_required" || data?.app === "second_factor_required") return "signed_out";
  return ["invalid_input", "not_found", "not_allowed", "conflict", "too_large"].includes(String(data?.app)) ? "refused" : "connection";
}

/**
 * Sends notes one after another and loses none: each is kept on this computer before it is sent and until the server has
 * answered. A note whose answer was lost is sent again with its own key, and the server knows it again.
 */
export class SendQueue<Item extends { key: string }> {
  private readonly notes = new Map<string, Queued<Item>>();
  private readonly listeners = new Set<() => void>();
  private snapshot: readonly Queued<Item>[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;
  private busy = false;
  private tries = 0;

  constructor(private readonly ports: SendPorts<Item>) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): readonly Queued<Item>[] => this.snapshot;

  /** Takes up what an earlier visit could not send. */
  restore(): void {
    const { storage } = this.ports;
    if (!storage) return;
    for (const key of keysOf(storage, `${this.ports.prefix}.${this.ports.adultId}.`)) {
      const note = this.readKept(storage.getItem(key));
      if (note && !this.notes.has(note.key)) this.notes.set(note.key, { note, status: "waiting" });
    }
    this.tell();
    this.flush();
  }

  /** Keeps a note and sends it. */
  add(note: Item): void {
    this.notes.set(note.key, { note, status: "waiting" });
    try {
      this.ports.storage?.setItem(this.placeOf(note.key), JSON.stringify(note));
    } catch {
      // A full or forbidden store is no reason to stop: the note is still in memory.
    }
    this.tell();
    this.flush();
  }

  /** Gives up a note that the school refused. */
  discard(key: string): void {
    this.forget(key);
  }

  /** Sends at once what waits: the connection is back, or somebody has signed in again. */
  flush(): void {
    for (const each of this.notes.values()) if (each.status === "signed_out") each.status = "waiting";
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.first(); next; next = this.first()) if (!(await this.sendOne(next))) return;
    } finally {
      this.busy = false;
    }
  }

  /** Whether the next one may be tried. */
  private async sendOne(next: Queued<Item>): Promise<boolean> {
    next.status = "saving";
    this.tell();
    try {
      await this.ports.send(next.note);
      this.tries = 0;
      this.forget(next.note.key);
      return true;
    } catch (error) {
      const fault = faultOf(error);
      next.status = fault === "connection" ? "waiting" : fault;
      next.fields = fault === "refused" ? dataOf(error)?.fields : undefined;
      this.tell();
      if (fault === "refused") return true;
      if (fault === "connection") {
        this.timer = setTimeout(() => void this.work(), Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** this.tries));
        this.tries += 1;
      }
      return false;
    }
  }

  private first(): Queued<Item> | undefined {
    return [...this.notes.values()].find(({ status }) => status === "waiting");
  }

  private forget(key: string): void {
    this.notes.delete(key);
    this.ports.storage?.removeItem(this.placeOf(key));
    this.tell();
  }

  private placeOf(key: string): string {
    return `${this.ports.prefix}.${this.ports.adultId}.${key}`;
  }

  private tell(): void {
    this.snapshot = [...this.notes.values()].map((each) => ({ ...each }));
    for (const listener of this.listeners) listener();
  }

  private readKept(raw: string | null): Item | null {
    try {
      return this.ports.read(JSON.parse(raw ?? "null"));
    } catch {
      return null;
    }
  }
}
