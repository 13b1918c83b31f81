import { AsyncLocalStorage } from "node:async_hooks";

/** A look at a child's record, as its line in the record of the school says it. Who looked and when is added at the look. */
export interface Look {
  action: string;
  subjectType: string;
  subjectId: string;
  pupilId: string;
  rule: string;
  detail: Record<string, string | number>;
}

/** What a page says of itself while it is made. */
export interface PageNotes {
  /** The looks that it holds; undefined when the page must not be kept. */
  looks?: Look[];
}

// The door and the framework load this module apart; the notes must be the same.
const shared = globalThis as typeof globalThis & { kingsgatePageNotes?: AsyncLocalStorage<PageNotes> };
const notes = (shared.kingsgatePageNotes ??= new AsyncLocalStorage<PageNotes>());

/** Makes a page and hears what it says of itself. */
export function takePageNotes<T>(into: PageNotes, make: () => T): T {
  return notes.run(into, make);
}

/**
 * Said by a command that gave a reader something and wrote down the look: the finished page may be given to the same session
 * again while nothing of the school has changed, and each time a line like this one is written. Outside a page it says nothing.
 */
export function mayKeepPage(look: Look): void {
  const open = notes.getStore();
  if (open) (open.looks ??= []).push(look);
}
