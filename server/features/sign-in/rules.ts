import { createHmac } from "node:crypto";

import { FAMILY_SESSION_DAYS, STAFF_SESSION_HOURS } from "@/server/lib/auth/actor";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { StaffRole } from "@/server/lib/db/generated/enums";
import { env } from "@/server/lib/env";
import { hasCatalogue, pageLanguage } from "@/server/lib/i18n/languages";

/**
 * Of every group of look-alikes only one stands here: 0 for O, 1 for I and L, 2 for Z, 5 for S, 8 for B, V for U.
 * 29 signs: twelve of them are 58.3 bits.
 */
const ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY";
const LOOK_ALIKES: Record<string, string> = { O: "0", I: "1", L: "1", Z: "2", S: "5", B: "8", U: "V" };

/** A letter's code without its gaps: 12 signs. */
export const LETTER_CODE_LENGTH = 12;

/** A code of this many signs that only this server can make again from the purpose and an id. */
export function deriveCode(purpose: string, id: string, length = LETTER_CODE_LENGTH): string {
  let left = BigInt(`0x${createHmac("sha256", env().AUTH_SECRET).update(`${purpose}:${id}`).digest("hex")}`);
  const base = BigInt(ALPHABET.length);
  let code = "";
  // 256 bits are so many more than the code needs that no sign is likelier than another by more than 2^-190.
  for (let place = 0; place < length; place += 1) {
    code += ALPHABET[Number(left % base)];
    left /= base;
  }
  return code;
}

/** A code in groups, as it is printed: XXXX-XXXX-XXXX. */
export function groupCode(code: string, size = 4): string {
  return code.match(new RegExp(`.{1,${size}}`, "g"))?.join("-") ?? "";
}

/** Turns the digits of any script into 0 to 9: Unicode keeps each script's ten digits in one run, nought first. */
export function plainDigits(typed: string): string {
  return typed.replace(/\p{Nd}/gu, (digit) => {
    let value = 0;
    const point = digit.codePointAt(0) as number;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
    return String(value);
  });
}

/** A typed code as it was made: capitals, gaps, look-alikes and other scripts' digits are forgiven. Null when it cannot be one. */
export function readCode(typed: string, length = LETTER_CODE_LENGTH): string | null {
  const signs = plainDigits(typed.normalize("NFKC")).toUpperCase().replace(/[^A-Z0-9]/g, "");
  const code = signs.replace(/[OILZSBU]/g, (sign) => LOOK_ALIKES[sign] as string);
  return code.length === length && [...code].every((sign) => ALPHABET.includes(sign)) ? code : null;
}

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
