/** NAL units of H.264 that say something about the pictures and are none (ITU-T H.264, table 7-1): supplemental enhancement information. */
const SEI = 6;
/** Of it what anybody may write there, places and devices too (annex D): registered and unregistered user data. */
const USER_DATA: ReadonlySet<number> = new Set([4, 5]);

/** The kinds of what one unit of it says; the lengths are counted without the bytes that keep a start code from appearing in it. */
function kindsIn(unit: Uint8Array): number[] {
  const bytes: number[] = [];
  for (const [nth, byte] of unit.entries()) if (!(byte === 3 && unit[nth - 1] === 0 && unit[nth - 2] === 0)) bytes.push(byte);
  const kinds: number[] = [];
  let at = 1;
  const number = (): number => {
    let sum = 0;
    while (bytes[at] === 255) {
      sum += 255;
      at += 1;
    }
    sum += bytes[at] ?? 0;
    at += 1;
    return sum;
  };
  // What is left at the end is one bit and the zeros that fill its byte.
  while (at < bytes.length - 1) {
    kinds.push(number());
    const size = number();
    at += size;
  }
  return kinds;
}

const isUserData = (unit: Uint8Array): boolean => ((unit[0] ?? 0) & 31) === SEI && kindsIn(unit).some((kind) => USER_DATA.has(kind));

/** Where each unit of a stream with start codes (annex B) begins, its code with it. */
function startsIn(data: Uint8Array): { code: number; unit: number }[] {
  const starts: { code: number; unit: number }[] = [];
  for (let at = 0; at + 2 < data.length; at += 1) {
    if (data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 1) starts.push({ code: at > 0 && data[at - 1] === 0 ? at - 1 : at, unit: at + 3 });
  }
  return starts;
}

/**
 * One picture of H.264 without what its encoder wrote beside it (SEI with user data): some cameras write where and with what they film. No player
 * needs it. What is not packed as it should be comes back as it is.
 * @param description how the pictures are packed (ISO/IEC 14496-15 5.3.3.1); none: with start codes
 */
export function withoutUserData(data: Uint8Array, description: AllowSharedBufferSource | undefined): Uint8Array {
  const kept: Uint8Array[] = [];
  const take = (whole: Uint8Array, unit: Uint8Array) => {
    if (!isUserData(unit)) kept.push(whole);
  };
  if (description) {
    const facts = ArrayBuffer.isView(description) ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength) : new Uint8Array(description);
    const wide = ((facts[4] ?? 3) & 3) + 1;
    for (let at = 0; at < data.length; ) {
      const length = data.subarray(at, at + wide).reduce((sum, byte) => sum * 256 + byte, 0);
      const end = at + wide + length;
      if (length === 0 || end > data.length) return data;
      take(data.subarray(at, end), data.subarray(at + wide, end));
      at = end;
    }
  } else {
    const starts = startsIn(data);
    if (starts.length === 0) return data;
    for (const [nth, { code, unit }] of starts.entries()) {
      const end = starts[nth + 1]?.code ?? data.length;
      take(data.subarray(code, end), data.subarray(unit, end));
    }
  }
  return new Uint8Array(Buffer.concat(kept));
}
