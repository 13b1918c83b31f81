import { env } from "../env";

/** Whether the school is reached over https: then cookies get the __Host- prefix and Secure. */
export function isSecure(): boolean {
  return env().PUBLIC_URL.startsWith("https://");
}

function cookieName(name: string, secure = isSecure()): string {
  return secure ? `__Host-${name}` : name;
}

/** The name of the session cookie. `__Host-` forbids a Domain and asks for Secure and Path=/ (RFC 6265bis). */
export function sessionCookieName(): string {
  return cookieName("kingsgate");
}

/** The cookie that shows a member of staff the spare codes just made, for some minutes. Its content is sealed. */
export function spareCodesCookieName(): string {
  return cookieName("kingsgate-codes");
}

/** The cookie that remembers, while somebody fetches a sign-in link, the page that they wanted. */
export function nextCookieName(): string {
  return cookieName("kingsgate-next");
}

/** The cookie with a form's note for the page that its reader is sent back to. Its content is sealed. */
export function noteCookieName(): string {
  return cookieName("kingsgate-note");
}

/** The cookie that remembers how its reader wants pages to look (server/lib/display). It says nothing about anybody. */
export function displayCookieName(secure = isSecure()): string {
  return cookieName("kingsgate-display", secure);
}

export interface CookieOptions {
  httpOnly: true;
  sameSite: "lax";
  path: "/";
  secure: boolean;
  expires: Date;
}

/** The attributes that every cookie of ours has. A moment in the past takes the cookie away. */
export function cookieOptions(expires: Date): CookieOptions {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure(), expires };
}

/** A Set-Cookie header, for route handlers. The value must need no escaping (base64url, hex, UUID). */
export function setCookieHeader(name: string, value: string, expires: Date): string {
  const secure = isSecure() ? "; Secure" : "";
  return `${name}=${value}; Path=/; Expires=${expires.toUTCString()}; HttpOnly; SameSite=Lax${secure}`;
}

/** The value of one cookie in a Cookie header, or undefined. */
export function readCookie(header: string | null, name: string): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}
