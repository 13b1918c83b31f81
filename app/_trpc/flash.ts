import "server-only";

import { deflateRawSync, inflateRawSync } from "node:zlib";

import { cookies } from "next/headers";

import { isSecure, noteCookieName } from "@/server/lib/auth/cookie";
import { seal, unseal } from "@/server/lib/auth/tokens";

/** What a form's page shows after its action sent the reader back: what happened, and what was typed. */
export interface Flash {
  tone: "good" | "stop";
  /** A message key of the page's own catalogue, or an error code. */
  message: string;
  /** The catalogue of the message where it is not the page's. */
  namespace?: string;
  /** Field name to reason code. */
  fields?: Record<string, string>;
  /** What was typed, so that nothing is lost. Never passwords or codes. */
  values?: Record<string, string>;
}

const SECONDS = 30;
/** What a note can unfold to. It is made small because a cookie holds 4 KB, and two thousand letters of Bengali are six. */
const MOST_BYTES = 64 * 1024;

/** What a browser keeps of one cookie, its name and rules with it (RFC 6265 6.1). */
const COOKIE_BYTES = 4_096;
const ROOM_FOR_RULES = 300;

const sealed = (path: string, flash: Flash) => seal(deflateRawSync(JSON.stringify({ path, flash })).toString("base64"));

/** Whether a browser would keep such a note whole. */
export const fitsFlash = (path: string, flash: Flash): boolean => sealed(path, flash).length <= COOKIE_BYTES - ROOM_FOR_RULES;

/** Leaves a note for the page that the reader is sent back to. Sealed, short-lived, seen by no script and in no address. */
export async function leaveFlash(path: string, flash: Flash, seconds = SECONDS): Promise<void> {
  const jar = await cookies();
  jar.set(noteCookieName(), sealed(path, flash), { httpOnly: true, secure: isSecure(), sameSite: "lax", path: "/", maxAge: seconds });
}

/** Takes the note away once what it held is done: a form that is opened anew is empty. */
export async function dropFlash(): Promise<void> {
  (await cookies()).set(noteCookieName(), "", { httpOnly: true, secure: isSecure(), sameSite: "lax", path: "/", maxAge: 0 });
}

/** The note left for this page, if it is fresh and really for it. */
export async function readFlash(path: string): Promise<Flash | null> {
  const note = (await cookies()).get(noteCookieName())?.value;
  if (!note) return null;
  try {
    const read = JSON.parse(inflateRawSync(Buffer.from(unseal(note), "base64"), { maxOutputLength: MOST_BYTES }).toString("utf8")) as { path: string; flash: Flash };
    return read.path === path ? read.flash : null;
  } catch {
    return null;
  }
}
