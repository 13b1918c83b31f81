import "server-only";

import { cookies } from "next/headers";

import { getContext } from "@/app/_trpc/server";
import { cookieOptions, nextCookieName, sessionCookieName, spareCodesCookieName } from "@/server/lib/auth/cookie";
import { openSealed, sealFor } from "@/server/lib/auth/sealed";
import { ticketCookie } from "@/server/lib/auth/ticket";
import { addMinutes } from "@/server/lib/clock";

const NEXT_MINUTES = 60;
const CODES_MINUTES = 10;
const CODES = "spare-codes";
const LONG_AGO = new Date(0);

/** Gives the browser the session that a procedure opened. */
export async function keepSession(ticket: string): Promise<void> {
  const { now } = await getContext("en");
  (await cookies()).set(...ticketCookie(ticket, now));
}

/** Takes the session's cookie away. */
export async function dropSession(): Promise<void> {
  (await cookies()).set(sessionCookieName(), "", cookieOptions(LONG_AGO));
}

/** Remembers the wanted page while its reader looks for the e-mail; without one, forgets the last. */
export async function keepNext(next: string): Promise<void> {
  const { now } = await getContext("en");
  const jar = await cookies();
  if (next) jar.set(nextCookieName(), next, cookieOptions(addMinutes(now, NEXT_MINUTES)));
  else if (jar.has(nextCookieName())) jar.set(nextCookieName(), "", cookieOptions(LONG_AGO));
}

/** The page that was wanted before the e-mail was sent. It is used once. */
export async function takeNext(): Promise<string | undefined> {
  const jar = await cookies();
  const next = jar.get(nextCookieName())?.value;
  if (next) jar.set(nextCookieName(), "", cookieOptions(LONG_AGO));
  return next || undefined;
}

/** Holds new spare codes, sealed, until they have been written down. */
export async function keepSpareCodes(codes: string[]): Promise<void> {
  const until = addMinutes((await getContext("en")).now, CODES_MINUTES);
  (await cookies()).set(spareCodesCookieName(), sealFor(CODES, codes, until), cookieOptions(until));
}

/** The spare codes just made, or null. */
export async function readSpareCodes(): Promise<string[] | null> {
  const { now } = await getContext("en");
  const codes = openSealed(CODES, (await cookies()).get(spareCodesCookieName())?.value, now);
  return Array.isArray(codes) ? codes.map(String) : null;
}

/** Forgets the spare codes: they have been written down. */
export async function dropSpareCodes(): Promise<void> {
  (await cookies()).set(spareCodesCookieName(), "", cookieOptions(LONG_AGO));
}
