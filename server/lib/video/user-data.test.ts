import { describe, expect, it } from "vitest";

import { withoutUserData } from "./user-data";

const PLACE = Buffer.from("+51.5074-000.1278/");
/** Some units of H.264: a set of parameters, supplemental information of a kind, and a picture. */
const parameters = Buffer.from([0x67, 0x42, 0xc0, 0x1e]);
const sei = (kind: number, payload: Buffer) => Buffer.concat([Buffer.from([0x06, kind, payload.length]), payload, Buffer.from([0x80])]);
const place = sei(5, Buffer.concat([Buffer.alloc(16, 7), PLACE]));
const timing = sei(1, Buffer.from([0x10, 0x20]));
const picture = Buffer.from([0x65, 0x88, 0x84, 0x00, 0x33]);
const avcC = new Uint8Array([1, 0x42, 0xc0, 0x1e, 0xff, 0xe1]);

const lengthOf = (unit: Buffer) => {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(unit.length);
  return four;
};
const lengthed = (...units: Buffer[]) => new Uint8Array(Buffer.concat(units.flatMap((unit) => [lengthOf(unit), unit])));
const coded = (...units: Buffer[]) => new Uint8Array(Buffer.concat(units.flatMap((unit) => [Buffer.from([0, 0, 0, 1]), unit])));

describe("a picture of H.264", () => {
  it.each([["lengths", lengthed, avcC], ["start codes", coded, undefined]] as const)("packed with %s loses what its encoder wrote about place and device, and nothing else", (_, pack, description) => {
    const given = pack(parameters, timing, place, picture);
    // The control: what goes in names the place.
    expect(Buffer.from(given).includes(PLACE)).toBe(true);
    expect(Buffer.from(withoutUserData(given, description)).equals(Buffer.from(pack(parameters, timing, picture)))).toBe(true);
  });

  it("loses it where it stands behind something else in one unit, longer than one byte counts, or registered by a country", () => {
    const long = Buffer.concat([Buffer.from([0x06, 1, 1, 0x42, 5, 255, 45]), Buffer.alloc(300, 7), Buffer.from([0x80])]);
    const registered = sei(4, Buffer.from([0xb5, 0x00, 0x31]));
    expect(Buffer.from(withoutUserData(lengthed(long, registered, picture), avcC)).equals(Buffer.from(lengthed(picture)))).toBe(true);
  });

  it("counts without the bytes that keep a start code away", () => {
    // Sixteen zeros of an identifier are written with a three after each pair; the kind that follows is read at its right place.
    const escaped = Buffer.concat([Buffer.from([0x06, 1, 4]), Buffer.from([0, 0, 3, 0, 0, 3]), Buffer.from([5, 1, 7, 0x80])]);
    expect(withoutUserData(lengthed(escaped, picture), avcC)).toEqual(lengthed(picture));
  });

  it("that is not packed as it should be comes back as it is", () => {
    for (const odd of [new Uint8Array([0, 0, 0, 99, 1]), new Uint8Array([1, 2, 3])]) {
      expect(withoutUserData(odd, avcC)).toEqual(odd);
      expect(withoutUserData(odd, undefined)).toEqual(odd);
    }
  });
});
