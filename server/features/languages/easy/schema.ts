import type { Idea, Shown } from "../pictures/schema";

/** A mark in words with its own small picture: "Can do this well". */
export interface EasyMark {
  idea: Idea;
  /** What is marked; read by screen readers, shown where there is room. */
  title: string;
  text: string;
}

/** One idea: a picture beside its words. Each sentence stands on a line of its own. */
export interface EasyLine {
  idea: Idea;
  sentences: string[];
  /** The language of the sentences where it is not the page's. */
  lang?: string;
  dir?: "ltr" | "rtl";
  marks?: EasyMark[];
  /** What has to be said about these words: not translated, not checked. */
  note?: string;
}

/** The language of words that are not in the page's. */
export interface WordsIn {
  lang: string;
  dir: "ltr" | "rtl";
}

/** Lines under one heading. `do` is what the reader needs to do: it stands first and stands out. */
export interface EasyBlock {
  key: string;
  kind: "do" | "plain";
  title: string;
  /** The language of the title where it is not the page's. */
  titleIn?: WordsIn;
  lines: EasyLine[];
}

/** A day, large: the weekday and the month in words, the number as a number. */
export interface BigDay {
  /** "2026-12-18", for machines. */
  iso: string;
  weekday: string;
  day: string;
  month: string;
  /** The whole date as one. */
  whole: string;
}

/** Anything of the school in easy read: a report, a letter, an event. What to do first, then the rest. */
export interface EasyPage {
  language: string;
  dir: "ltr" | "rtl";
  heading: string;
  /** The language of the heading where it is not the page's. */
  headingIn?: WordsIn;
  subheading: string;
  date: (BigDay & { label: string }) | null;
  blocks: EasyBlock[];
}

/** The ideas that a page shows, each once. */
export function ideasOf(page: EasyPage): Idea[] {
  return [...new Set(page.blocks.flatMap((block) => block.lines.flatMap((line) => [line.idea, ...(line.marks ?? []).map((mark) => mark.idea)])))];
}

/** How to show each idea of a page. */
export type Pictures = Readonly<Record<string, Shown>>;
