import { env } from "../env";

/** Whether the school is reached over https: then cookies get the __Host- prefix and Secure. */
export function isSecure(): boolean {
  return env().PUBLIC_URL.startsWith("https://");
}

/** The name of the session cookie. `__Host-` forbids a Domain and asks for Secure and Path=/ (RFC 6265bis). */
export function sessionCookieName(): string {
  return isSecure() ? "__Host-kingsgate" : "kingsgate";
}
