import { pageOfPath } from "@/server/features/languages/speech/schema";

/** Pages that can be heard at an address of their own below them. A newsletter has its own way to be heard, with its other ways. */
const heardThere = /^\/family(\/(?:contacts|account|inbox|newsletters|calendar|rewards|rewards\/photos|rewards\/celebrations\/[0-9a-f-]{36}|profile)|\/(?:messages|visits|meetings)(?:\/[0-9a-f-]{36})?)?$|^\/(?:newsletters|events|dates|events\/[0-9a-f-]{36}\/book|events\/place\/[\w-]{43}|stop\/[^/]+)$/;

/** Where a page is heard, from its address and its query ("/sign-in?next=…"), both without the language; null where its address does not say it. */
export function heardAt(path: string): string | null {
  const [page = "", query = ""] = path.split(/(?=\?)/);
  const fixed = pageOfPath[page];
  if (fixed) return `/listen/${fixed}${query}`;
  return heardThere.test(page) ? `${page}/listen${query}` : null;
}
