import { createHash } from "node:crypto";

export interface StrippedPage {
  html: string;
  /** CSP sources for the inline styles that stay. */
  styleHashes: string[];
}

/** Our own small script, the only one that pages of families and visitors load. */
const OWN_SCRIPT = /\ssrc="(\/enhance\.js(?:\?v=[\w.-]+)?)"/;
/** Preloads help scripts, or name pictures that stand in the page anyway; fonts and styles may keep theirs. */
const NEEDLESS_LINK = /\srel="(?:modulepreload|preconnect|dns-prefetch)"|\sas="(?:script|fetch|image)"/;

/**
 * Everything of the framework in a finished page, one kind an alternative. React escapes "<" in text and attributes, so
 * these can only be real tags; the marks between "<!--" and "-->" are React's own.
 */
const FRAMEWORK = /<script\b([^>]*)>[\s\S]*?<\/script>|<link\b[^>]*>|<template\b[^>]*><\/template>|<div hidden=""><!--\$--><!--\/\$--><\/div>|<!--(?:\/?\$[?!~]?|\/?&| |html|head|body)?-->|<meta name="next-size-adjust"[^>]*>/g;

/** A part that came after the page's shell: its place (B:n) and its content (S:n), which a script would have moved. */
const LATE = /<div hidden="" id="(S:[0-9a-f]+)">/g;

/** The content of the element whose start tag ends at `from`, and where its end tag ends. */
function contentFrom(html: string, from: number): { content: string; end: number } | undefined {
  const tags = /<(\/?)div\b[^>]*>/g;
  tags.lastIndex = from;
  let depth = 1;
  for (let tag = tags.exec(html); tag; tag = tags.exec(html)) {
    depth += tag[1] ? -1 : 1;
    if (depth === 0) return { content: html.slice(from, tag.index), end: tags.lastIndex };
  }
  return undefined;
}

/** Puts parts that arrived late where they belong. Pages are rendered whole, so this is for what slips through. */
function settleLateParts(html: string): string {
  let page = html;
  LATE.lastIndex = 0;
  for (let part = LATE.exec(page); part; part = LATE.exec(page)) {
    const found = contentFrom(page, LATE.lastIndex);
    if (!found) return page;
    const place = `<template id="${part[1]?.replace("S:", "B:")}"></template>`;
    const without = page.slice(0, part.index) + page.slice(found.end);
    const start = without.indexOf(place);
    const end = start < 0 ? -1 : without.indexOf("<!--/$-->", start);
    page = end < 0 ? without.slice(0, part.index) + found.content + without.slice(part.index) : without.slice(0, start) + found.content + without.slice(end);
    LATE.lastIndex = 0;
  }
  return page;
}

function keep(tag: string, scriptAttributes: string | undefined): string {
  if (tag.startsWith("<script")) {
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
  const whole = html.includes('<div hidden="" id="S:') ? settleLateParts(html) : html;
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
