import { Auth, type AuthConfig, raw, skipCSRFCheck } from "@auth/core";
import { Verification } from "@auth/core/errors";
import type { EmailConfig } from "@auth/core/providers";
import { createHash } from "node:crypto";

import { env } from "../env";
import { createAdapter, type SignInStore } from "./adapter";
import { isSecure, sessionCookieName } from "./cookie";

const BASE_PATH = "/api/auth";

/** What is kept of a sign-in token: as Auth.js hashes it, with the server's secret, so that a stolen table opens nothing. */
export function hashSignInToken(token: string): string {
  return createHash("sha256").update(`${token}${env().AUTH_SECRET}`).digest("hex");
}

const provider: EmailConfig = {
  id: "email",
  type: "email",
  name: "Email",
  options: {},
  // The outbox sends links; the library only redeems them.
  sendVerificationRequest() {
    throw new Error("links are sent by the outbox");
  },
};

function quiet(): void {}

function configFor(store: SignInStore): AuthConfig & { raw: typeof raw } {
  return {
    adapter: createAdapter(store),
    basePath: BASE_PATH,
    providers: [provider],
    secret: env().AUTH_SECRET,
    session: { strategy: "database" },
    // The Origin check of our own handlers stands in its place (a finished page cannot set the library's cookie).
    skipCSRFCheck,
    trustHost: true,
    useSecureCookies: isSecure(),
    cookies: { sessionToken: { name: sessionCookieName() } },
    // Whatever fails is thrown to us; the library's own log would print requests.
    logger: { error: quiet, warn: quiet, debug: quiet },
    raw,
  };
}

/**
 * Redeems a link's token or a letter's code with Auth.js, always into a new session. The request is built from
 * PUBLIC_URL, so no header of the real one can change where it leads. Give it a store over one transaction.
 * @returns the new session's token for the cookie, or null when the token is unknown, used or too old
 */
export async function redeemToken(token: string, store: SignInStore): Promise<string | null> {
  const url = new URL(`${BASE_PATH}/callback/${provider.id}`, env().PUBLIC_URL);
  url.searchParams.set("token", token);
  try {
    const response = await Auth(new Request(url), configFor(store));
    const cookie = response.cookies?.find(({ name }) => name === sessionCookieName());
    if (!cookie) throw new Error("the library opened no session");
    return cookie.value;
  } catch (error) {
    if (error instanceof Verification) return null;
    throw error;
  }
}
