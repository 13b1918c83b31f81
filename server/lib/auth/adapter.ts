import type { Adapter, AdapterUser } from "@auth/core/adapters";

import { hashToken } from "./tokens";

/** What the library may ask of the feature that keeps tokens and sessions. It is given hashes, never the secrets. */
export interface SignInStore {
  /** Uses a token up in one guarded statement and says whose it was; null when it is unknown, used or too old. */
  useToken(tokenHash: string): Promise<{ adultId: string } | null>;
  /** Opens a session and says when it ends. */
  openSession(session: { tokenHash: string; adultId: string }): Promise<{ expiresAt: Date }>;
}

/** The library knows people by an e-mail address; ours have a letter and no address too, so it is given their id instead. */
function asUser(adultId: string): AdapterUser {
  return { id: adultId, email: adultId, emailVerified: null };
}

function notOurs(): never {
  throw new Error("people come from the school's register, never from a sign-in");
}

/** Auth.js' database adapter over our store: database sessions, hashes only. */
export function createAdapter(store: SignInStore): Adapter {
  return {
    async useVerificationToken({ token }) {
      const used = await store.useToken(token);
      // The store has judged the token by the application's clock; the library's own look at the time must agree.
      return used && { identifier: used.adultId, token, expires: new Date(Date.now() + 60_000) };
    },
    async createSession({ sessionToken, userId }) {
      const { expiresAt } = await store.openSession({ tokenHash: hashToken(sessionToken), adultId: userId });
      return { sessionToken, userId, expires: expiresAt };
    },
    getUserByEmail: async (adultId) => asUser(adultId),
    getUser: async (adultId) => asUser(adultId),
    updateUser: async ({ id }) => asUser(id),
    // The library asks that these exist; a sign-in by link or code never comes to them.
    createVerificationToken: notOurs,
    createUser: notOurs,
    getUserByAccount: notOurs,
    linkAccount: notOurs,
    getSessionAndUser: notOurs,
    updateSession: notOurs,
    deleteSession: notOurs,
  };
}
