import { createHash } from "node:crypto";

export interface StrippedPage {
  html: string;
  /** CSP sources for the inline styles that stay. */
  styleHashes: string[];
}

/** Our own small scripts, the only ones that pages of families and visitors load. */
const OWN_SCRIPT = /^\s+src="(\/(?:enhance|app|board|sum)\.js(?:\?v=[\w.-]+)?)"/;
/** Preloads help scripts, or name pictures that stand in the page anyway; fonts and styles may keep theirs. */
const NEEDLESS_LINK = /\srel="(?:modulepreload|preconnect|dns-prefetch)"|\sas="(?:script|fetch|image)"/;

/**
 * Everything of the framework in a finished page, one kind an alternative. React escapes "<" in text and attributes, so
 * these can only be real tags; the marks between "<!--" and "-->" are React's own.
 */
const FRAMEWORK = /<script\b([^>]*)>[\s\S]*?<\/script\s*>|<link\b[^>]*>|<template\b[^>]*><\/template>|<div hidden=""><!--\$\??--><!--\/\$--><\/div>|<!--(?:\/?\$[?!~]?|\/?&| |html|head|body)?-->|<meta name="next-size-adjust"[^>]*>/gi;

/** A part that came after the page's shell, with its number: the shell keeps its place (B:n), this is its content (S:n). */
const LATE = /<div hidden id="S:([0-9a-f]+)">/;

/** Where the element ends whose start tag ends at `from`; -1 when it does not. */
function endOfDiv(html: string, from: number): number {
  const tags = /<(\/?)div\b[^>]*>/g;
  tags.lastIndex = from;
  let depth = 1;
  for (let tag = tags.exec(html); tag; tag = tags.exec(html)) {
    depth += tag[1] ? -1 : 1;
    if (depth === 0) return tag.index;
  }
  return -1;
}

/** Where the boundary ends in which `from` stands: its closing mark, past those of boundaries inside it; -1 without one. */
function endOfBoundary(html: string, from: number): number {
  const marks = /<!--(\/?)\$[?!~]?-->/g;
  marks.lastIndex = from;
  let depth = 1;
  for (let mark = marks.exec(html); mark; mark = marks.exec(html)) {
    depth += mark[1] ? -1 : 1;
    if (depth === 0) return mark.index;
  }
  return -1;
}

/** Puts parts that arrived late where they belong, in the place of what stood there while they were awaited. */
function settleLateParts(html: string): string {
  let page = html;
  for (let part = LATE.exec(page); part; part = LATE.exec(page)) {
    const from = part.index + part[0].length;
    const end = endOfDiv(page, from);
    if (end < 0) return page;
    const content = page.slice(from, end);
    const without = page.slice(0, part.index) + page.slice(end + "</div>".length);
    const place = without.indexOf(`<template id="B:${part[1]}"></template>`);
    const close = place < 0 ? -1 : endOfBoundary(without, place);
    page = close < 0 ? without : without.slice(0, place) + content + without.slice(close);
  }
  return page;
}

/** What an event is, for search engines (schema.org): data, which no browser runs. */
const DATA = /^\s+type="application\/ld\+json"$/;

function keep(tag: string, scriptAttributes: string | undefined): string {
  if (/^<script/i.test(tag)) {
    if (DATA.test(scriptAttributes ?? "")) return tag;
    const own = OWN_SCRIPT.exec(scriptAttributes ?? "")?.[1];
    return own ? `<script src="${own}" defer></script>` : "";
  }
  if (tag.startsWith("<link")) return NEEDLESS_LINK.test(tag) ? "" : tag;
  return "";
}

/**
 * A page as families and visitors get it: without the framework's scripts, their preloads, the inline payload and React's
 * marks. Forms with their hidden fields, styles and our own script stay.
 */
export function stripPage(html: string): StrippedPage {
  const whole = html.includes('<div hidden id="S:') ? settleLateParts(html) : html;
  const page = whole.replace(FRAMEWORK, keep);
  return { html: page, styleHashes: page.includes("<style") ? hashStyles(page) : [] };
}

function hashStyles(html: string): string[] {
  const hashes = [...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/g)].map(
    ([, css]) => `'sha256-${createHash("sha256").update(css ?? "").digest("base64")}'`,
  );
  return [...new Set(hashes)];
}

/** Whether the framework gave up on a page and left an empty one that only its script could fill. */
export function isEmptyErrorPage(html: string): boolean {
  return html.slice(0, 300).includes('id="__next_error__"');
}
