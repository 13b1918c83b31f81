import { randomUUID } from "node:crypto";

import { Secret, TOTP } from "otpauth";

import { deriveCode, groupCode, plainDigits } from "@/server/lib/auth/codes";
import { keyedHash } from "@/server/lib/auth/tokens";

import { RECOVERY_CODE_LENGTH, RECOVERY_CODES } from "./schema";

const STEP_SECONDS = 30;
/** How many steps a phone's clock may be wrong, either way (RFC 6238 5.2 advises one). */
const DRIFT_STEPS = 1;

/** A new secret of 160 bits, in base 32. */
export function makeSecret(): string {
  return new Secret({ size: 20 }).base32;
}

function totp(secret: string, issuer = "", label = ""): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), issuer, label, algorithm: "SHA1", digits: 6, period: STEP_SECONDS });
}

/** The address that an authenticator app reads from the QR picture. */
export function totpAddress(secret: string, issuer: string, label: string): string {
  return totp(secret, issuer.replaceAll(":", " "), label.replaceAll(":", " ")).toString();
}

/** Six digits as typed, in any script's digits, with or without a gap. Null when they are not six. */
export function readTotp(typed: string): string | null {
  const digits = plainDigits(typed).replace(/\D/g, "");
  return digits.length === 6 ? digits : null;
}

/** The time step at which this code is right, at most one away from now; null when it is wrong. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const delta = totp(secret).validate({ token: code, timestamp, window: DRIFT_STEPS });
  return delta === null ? null : TOTP.counter({ period: STEP_SECONDS, timestamp }) + delta;
}

/** New recovery codes: 48.6 bits each, in two groups of five. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => groupCode(deriveCode("recovery", randomUUID(), RECOVERY_CODE_LENGTH), 5));
}

/** What is kept of a recovery code. Bound to its owner: the same code of another adult has another hash. */
export function hashRecoveryCode(adultId: string, code: string): string {
  return keyedHash("recovery", `${adultId}:${code.replaceAll("-", "")}`);
}
