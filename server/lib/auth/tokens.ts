import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

import { env } from "../env";

/** What is kept of a secret token: SHA-256, as hex. Tokens are random and long, so no salt is needed. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** A token that only this server can make again from an id: nothing secret needs to be stored to send it later. */
export function deriveToken(purpose: string, id: string): string {
  return createHmac("sha256", env().AUTH_SECRET).update(`${purpose}:${id}`).digest("base64url");
}

/** A keyed hash for counting attempts by address without keeping the address. */
export function keyedHash(purpose: string, value: string): string {
  return createHmac("sha256", env().AUTH_SECRET).update(`${purpose}:${value}`).digest("hex").slice(0, 32);
}

function sealingKey(): Buffer {
  return createHmac("sha256", env().AUTH_SECRET).update("seal").digest();
}

/** Encrypts a small secret at rest (AES-256-GCM) with a key drawn from AUTH_SECRET. */
export function seal(plain: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(), iv);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
}

/** The secret that `seal` hid. Throws when it was changed or sealed with another key. */
export function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", sealingKey(), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

/** Compares two strings without telling by time where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const left = createHash("sha256").update(a).digest();
  const right = createHash("sha256").update(b).digest();
  return timingSafeEqual(left, right);
}
