import { languages, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

interface Wish {
  tag: string;
  weight: number;
}

/** The wishes of an Accept-Language header, strongest first; those with q=0 and those that are no language fall out. */
function wishesOf(header: string): Wish[] {
  const wishes: Wish[] = [];
  for (const part of header.slice(0, 500).split(",")) {
    const [tag = "", ...parameters] = part.trim().split(";");
    const quality = parameters.find((parameter) => /^\s*q\s*=/i.test(parameter));
    const weight = quality === undefined ? 1 : Number(quality.split("=")[1]);
    if (/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(tag) && weight > 0) wishes.push({ tag, weight });
  }
  return wishes.sort((a, b) => b.weight - a.weight);
}

/**
 * The page language for a tag: the same language in the same script. Panjabi as written in Pakistan (pa-PK, pa-Arab) is
 * not Panjabi in Gurmukhi, which its readers cannot read.
 */
function matchTag(tag: string): string | undefined {
  try {
    const wanted = new Intl.Locale(tag).maximize();
    return languages.find((language) => {
      const offered = new Intl.Locale(language.tag).maximize();
      return offered.language === wanted.language && offered.script === wanted.script;
    })?.tag;
  } catch {
    return undefined;
  }
}

const known = new Map<string, string>();
const KNOWN_MAX = 1000;

/** The language to answer in, from an Accept-Language header: the first wish that has pages, else English. */
export function negotiateLanguage(header: string | undefined): string {
  if (!header) return SOURCE_LANGUAGE;
  const before = known.get(header);
  if (before) return before;
  const found = wishesOf(header).map((wish) => matchTag(wish.tag)).find(Boolean) ?? SOURCE_LANGUAGE;
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(header, found);
  return found;
}

/**
 * Where a path without a language goes, or undefined when it stays: "/" and every known first word get the reader's
 * language in front. An unknown first word is left to the 404 page.
 */
export function localePath(url: string, rooms: ReadonlySet<string>, acceptLanguage: string | undefined): string | undefined {
  const pathname = url.split("?", 1)[0] ?? url;
  const room = pathname.split("/", 2)[1] ?? "";
  if (pathname !== "/" && !rooms.has(room)) return undefined;
  const query = url.slice(pathname.length);
  return `/${negotiateLanguage(acceptLanguage)}${pathname === "/" ? "" : pathname}${query}`;
}
