import { describe, expect, it } from "vitest";

import { audioSeconds, sniffAudio } from "./media";

const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));
const u32 = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
const box = (name: string, ...parts: (string | number[])[]) => {
  const body = bytes(...parts);
  return bytes(u32(body.length + 8), name, [...body]);
};

/** What a browser's recorder writes: a head without a length, clusters of unknown size, blocks with their times. */
const webm = (seconds: number) => bytes(
  [0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84], "webm", [0x18, 0x53, 0x80, 0x67, 0x01, 255, 255, 255, 255, 255, 255, 255],
  [0x15, 0x49, 0xa9, 0x66, 0x87, 0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40],
  Array.from({ length: seconds }, (_, n) => [0x1f, 0x43, 0xb6, 0x75, 0x01, 255, 255, 255, 255, 255, 255, 255, 0xe7, 0x82, (n * 1000) >> 8, (n * 1000) & 255, 0xa3, 0x85, 0x81, 0x03, 0xe8, 0x80, 0]).flat(),
);
const ogg = (seconds: number) => {
  const page = (granule: number, body: string) => {
    const head = Buffer.alloc(28);
    head.write("OggS", 0, "latin1");
    head.writeBigInt64LE(BigInt(granule), 6);
    return bytes([...head], body);
  };
  return Buffer.concat([page(0, "OpusHead........"), page(seconds * 48_000, "................")]);
};
const mp4 = (milliseconds: number) => Buffer.concat([box("ftyp", "M4A ", u32(0)), box("moov", [...box("mvhd", u32(0), u32(0), u32(0), u32(1000), u32(milliseconds))])]);
const fragments = (seconds: number) => Buffer.concat([
  box("ftyp", "iso5", u32(0)),
  box("moov", [...box("mvhd", u32(0), u32(0), u32(0), u32(1000), u32(0))], [...box("trak", [...box("mdia", [...box("mdhd", u32(0), u32(0), u32(0), u32(44_100), u32(0))])])]),
  box("moof", [...box("traf", [...box("tfdt", u32(0), u32(seconds * 44_100))])]),
]);
/** Layer III of MPEG 2 at 22,050 Hz, 24 kbit/s: frames of 78 bytes, 26 milliseconds each. */
const mp3 = (frames: number) => Buffer.concat(Array.from({ length: frames }, () => bytes([0xff, 0xf3, 0x30, 0xc4], "x".repeat(74))));
const wav = bytes("RIFF", u32(0), "WAVEfmt ", [16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0], "data", u32(0), "x".repeat(32_000));
const aac = Buffer.concat(Array.from({ length: 43 }, () => bytes([0xff, 0xf1, 0x50, 0x80, 0x01, 0x5f, 0xfc], "xxx")));

describe("what a file is", () => {
  it.each([
    ["webm", webm(2), "audio/webm", 2], ["ogg", ogg(3), "audio/ogg", 3], ["mp4", mp4(4500), "audio/mp4", 4.5], ["mp4 in fragments", fragments(5), "audio/mp4", 5],
    ["mp3", mp3(40), "audio/mpeg", 1.04], ["mp3 behind a label", bytes("ID3\u0004\u0000\u0000", [0, 0, 0, 4], "abcd", [...mp3(40)]), "audio/mpeg", 1.04],
    ["wav", wav, "audio/wav", 2], ["aac", aac, "audio/aac", 1],
  ])("is read from its own bytes, and so is how long it plays: %s", (_, file, type, seconds) => {
    expect(sniffAudio(file)).toBe(type);
    expect(Math.abs((audioSeconds(file) ?? -1) - seconds)).toBeLessThan(0.05);
  });

  it.each([
    ["a page", bytes("<!DOCTYPE html><script>alert(1)</script>")], ["a picture", bytes([0x89], "PNG\r\n\u001a\n", u32(13), "IHDR")], ["a program", bytes("\u007fELF", u32(0), u32(0))],
    ["a PDF", bytes("%PDF-1.7 ..........")], ["a zip", bytes("PK\u0003\u0004............")], ["another Matroska file", bytes([0x1a, 0x45, 0xdf, 0xa3, 0x8b, 0x42, 0x82, 0x88], "matroska")],
    ["a film in Ogg", bytes("OggS", u32(0), u32(0), "theora..........")], ["nothing", Buffer.alloc(0)], ["a few bytes", bytes("ID3")], ["noise", Buffer.alloc(64, 0xff)],
  ])("is no sound when it is %s", (_, file) => {
    expect(sniffAudio(file)).toBeNull();
    expect(audioSeconds(file)).toBeNull();
  });

  it("never throws, wherever a file is cut off or broken", () => {
    for (const file of [webm(2), ogg(3), mp4(4500), fragments(5), mp3(3), wav, aac]) {
      for (let end = 0; end < Math.min(file.length, 300); end += 1) audioSeconds(file.subarray(0, end));
      for (let at = 0; at < Math.min(file.length, 120); at += 1) {
        const broken = Buffer.from(file);
        broken[at] = (broken[at] ?? 0) ^ 0xff;
        audioSeconds(broken);
      }
    }
  });
});
