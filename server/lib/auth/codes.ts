import { createHmac } from "node:crypto";

import { env } from "../env";

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
