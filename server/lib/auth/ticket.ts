import { z } from "zod";

import { addMinutes } from "../clock";
import { cookieOptions, type CookieOptions, sessionCookieName, setCookieHeader } from "./cookie";
import { openSealed, sealFor } from "./sealed";

const PURPOSE = "session-ticket";
const MINUTES_TO_HAND_OVER = 5;

export interface SessionCookie {
  token: string;
  expiresAt: Date;
}

const content = z.object({ token: z.string(), expiresAt: z.coerce.date() });

/**
 * What a procedure answers when it opens a session. The session's token is sealed inside: whoever calls the procedure
 * over HTTP cannot read it, so script in a page never holds a session; only the server turns it into a cookie.
 */
export function sealTicket(cookie: SessionCookie, now: Date): string {
  return sealFor(PURPOSE, { token: cookie.token, expiresAt: cookie.expiresAt.toISOString() }, addMinutes(now, MINUTES_TO_HAND_OVER));
}

function openTicket(ticket: string, now: Date): SessionCookie {
  return content.parse(openSealed(PURPOSE, ticket, now));
}

/** The Set-Cookie header of a ticket, for route handlers. Throws when the ticket is not of this server's making. */
export function ticketHeader(ticket: string, now: Date): string {
  const { token, expiresAt } = openTicket(ticket, now);
  return setCookieHeader(sessionCookieName(), token, expiresAt);
}

/** The cookie of a ticket in pieces, for form actions. */
export function ticketCookie(ticket: string, now: Date): [name: string, value: string, options: CookieOptions] {
  const { token, expiresAt } = openTicket(ticket, now);
  return [sessionCookieName(), token, cookieOptions(expiresAt)];
}
