import { FAMILY_SESSION_DAYS, STAFF_SESSION_HOURS } from "@/server/lib/auth/actor";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { StaffRole } from "@/server/lib/db/generated/enums";
import { hasCatalogue, pageLanguage } from "@/server/lib/i18n/languages";

/** When a session that opens now ends. A family's end moves with each visit; staff sign in each working day. */
export function sessionEnd(isStaff: boolean, now: Date): Date {
  return isStaff ? addMinutes(now, STAFF_SESSION_HOURS * 60) : addDays(now, FAMILY_SESSION_DAYS);
}

/** The longest that browsers keep a cookie (RFC 6265bis). A finished page cannot set one again, so the session's row decides. */
const COOKIE_DAYS = 400;

/** Until when the browser keeps the cookie of a session that opens now. */
export function cookieEnd(isStaff: boolean, now: Date): Date {
  return isStaff ? sessionEnd(true, now) : addDays(now, COOKIE_DAYS);
}

const ELSEWHERE = "http://site.invalid";

/**
 * A wanted page as a path on this site, or null: only family and staff pages, with a language that exists or with none
 * (then the page's own is put before it).
 */
export function safeNext(wanted: string | null | undefined, locale: string): string | null {
  if (!wanted || !wanted.startsWith("/") || /[\\\u0000-\u0020\u007f]/.test(wanted) || !URL.canParse(wanted, ELSEWHERE)) return null;
  const url = new URL(wanted, ELSEWHERE);
  if (url.origin !== ELSEWHERE || url.pathname.includes("//")) return null;
  const [first = "", second] = url.pathname.slice(1).split("/");
  const path = `${url.pathname}${url.search}`;
  if (isArea(first)) return `/${pageLanguage(locale).tag}${path}`;
  return hasCatalogue(first) && isArea(second) ? path : null;
}

function isArea(part: string | undefined): boolean {
  return part === "family" || part === "staff";
}

/** Where somebody goes after signing in: the wanted page, else the staff or the family side in their own language. */
export function homeFor(person: { posts: StaffRole[]; language: string | null }, locale: string, wanted?: string): string {
  const isStaff = person.posts.length > 0;
  const next = safeNext(wanted, locale);
  if (next && (isStaff || next.split("/")[2] === "family")) return next;
  return `/${pageLanguage(person.language ?? locale).tag}/${isStaff ? "staff" : "family"}`;
}
