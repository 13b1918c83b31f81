import { ALL_FORMATS, AttachedFile, BufferSource, EncodedPacketSink, Input } from "mediabunny";
import { describe, expect, it } from "vitest";

import { drawFilm, hevcFilm, packFilm, plain } from "@/server/testing/films";

import { remakeFilm } from "./remake";

const most = { bytes: 1_000_000, seconds: 60 };
const SECRET = "51.5074 N, 0.1278 W";
const pictures = [plain("#0a544d"), plain("#ffc845"), plain("#1d2730")];

/** The pictures of a film, as they are encoded. */
async function packetsOf(film: Uint8Array): Promise<string[]> {
  const track = await new Input({ source: new BufferSource(film), formats: ALL_FORMATS }).getPrimaryVideoTrack();
  const found: string[] = [];
  if (track) for await (const { data } of new EncodedPacketSink(track).packets()) found.push(Buffer.from(data).toString("hex"));
  return found;
}

describe("a film", () => {
  it.each(["webm", "mp4"] as const)("of %s loses what its camera wrote, and no picture of it", async (kind) => {
    const film = await drawFilm({ svgs: pictures, secret: SECRET, kind });
    // The control: what goes in names the place.
    expect(Buffer.from(film).includes(SECRET)).toBe(true);
    const made = await remakeFilm(film, most);
    expect(Buffer.from(made.bytes).includes(SECRET)).toBe(false);
    expect(made).toMatchObject({ type: "video/webm", width: 320, height: 180 });
    expect(made.seconds).toBeGreaterThanOrEqual(2);
    expect(await packetsOf(made.bytes)).toEqual(await packetsOf(film));
  });

  it("is what its bytes say: anything else is refused, whatever it is called", async () => {
    for (const file of ["<svg/>", "hello", "\u0000\u0000\u0000\u0018ftypmp42 but no film"]) await expect(remakeFilm(new TextEncoder().encode(file), most)).rejects.toMatchObject({ code: "invalid_input", fields: { film: "not_a_film" } });
    const film = await drawFilm({ svgs: pictures });
    await expect(remakeFilm(film.subarray(0, 60), most)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(remakeFilm(film, { ...most, seconds: 1 })).rejects.toMatchObject({ fields: { film: "too_long" } });
    await expect(remakeFilm(film, { ...most, bytes: 10 })).rejects.toMatchObject({ code: "too_large" });
    expect((await remakeFilm(film, most)).bytes.length).toBeGreaterThan(100);
  });
});

/** A box of MP4 (ISO/IEC 14496-12 4.2). */
const box = (type: string, ...inside: (Buffer | Uint8Array | string)[]): Buffer => {
  const body = Buffer.concat(inside.map((each) => (typeof each === "string" ? Buffer.from(each) : each)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
};
const full = Buffer.alloc(4);
const counted = (count: number) => Buffer.from([0, 0, 0, count]);

/** The boxes that lie in some bytes, one after another. */
function boxesIn(bytes: Buffer): { type: string; whole: Buffer; body: Buffer }[] {
  const found: { type: string; whole: Buffer; body: Buffer }[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    const large = size === 1;
    const whole = bytes.subarray(at, at + (large ? Number(bytes.readBigUInt64BE(at + 8)) : size));
    found.push({ type: whole.subarray(4, 8).toString("latin1"), whole, body: whole.subarray(large ? 16 : 8) });
    at += whole.length;
  }
  return found;
}

/** Each place in which phones and cameras write where and with what they film, with a place of its own. */
const places = {
  "udta/©xyz": "+51.5074-000.1278/", "udta/loci": "Kingsgate Road 5", "meta/keys location.ISO6709": "+52.4862-001.8904+140.0/", "meta/keys make": "Apfel", "meta/keys model": "Telefon 17", "trak/udta": "+53.4808-002.2426/",
  "moov/uuid XMP": "54,58.6942N", "uuid XMP": "55,57.1202N", "meta XML": "+56.4620-002.9707/", "a track of text": "GPS(57.1497,-2.0943)",
} as const;

/** A film as a phone writes it, with all of them. What describes it stands behind the pictures, so that no offset has to move. */
async function withPlaces(): Promise<Buffer> {
  const film = Buffer.from(await drawFilm({ svgs: pictures, kind: "mp4", logged: places["a track of text"] }));
  const text = (words: string) => Buffer.concat([Buffer.from([0, words.length, 0x15, 0xc7]), Buffer.from(words)]);
  const keys = [["com.apple.quicktime.location.ISO6709", places["meta/keys location.ISO6709"]], ["com.apple.quicktime.make", places["meta/keys make"]], ["com.apple.quicktime.model", places["meta/keys model"]]] as const;
  const meta = box("meta", full, box("hdlr", full, full, "mdta", Buffer.alloc(12), "\u0000"), box("keys", full, counted(keys.length), ...keys.map(([key]) => box("mdta", key))),
    box("ilst", ...keys.map(([, value], nth) => box(String.fromCharCode(0, 0, 0, nth + 1), box("data", Buffer.from([0, 0, 0, 1]), full, value)))));
  const xmp = (position: string) => box("uuid", Buffer.from("be7acfcb97a942e89c71999491e3afac", "hex"), `<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>${position}</exif:GPSLatitude></x:xmpmeta>`);
  return Buffer.concat([
    ...boxesIn(film).map(({ type, whole, body }) => (type !== "moov" ? whole : box("moov", ...boxesIn(body).map((inner) => (inner.type === "trak" ? box("trak", inner.body, box("udta", box("\u00a9xyz", text(places["trak/udta"])))) : inner.whole)),
      box("udta", box("\u00a9xyz", text(places["udta/©xyz"])), box("loci", full, Buffer.from([0x15, 0xc7]), places["udta/loci"], Buffer.alloc(14))), meta, xmp(places["moov/uuid XMP"])))),
    xmp(places["uuid XMP"]), box("meta", full, box("hdlr", full, full, "nrtm", Buffer.alloc(12), "\u0000"), box("xml ", full, `<Gps>${places["meta XML"]}</Gps>`)),
  ]);
}

describe("where a film was made, and with what", () => {
  it("is gone from every place of an MP4 in which phones, cameras and drones write it", async () => {
    const film = await withPlaces();
    // The control: it is a film, a reader of others finds the place in it, and each of them stands in its bytes.
    const { raw } = await new Input({ source: new BufferSource(film), formats: ALL_FORMATS }).getMetadataTags();
    expect(raw?.["com.apple.quicktime.location.ISO6709"]).toBe(places["meta/keys location.ISO6709"]);
    for (const [where, place] of Object.entries(places)) expect(film.includes(place), where).toBe(true);
    const made = Buffer.from((await remakeFilm(film, most)).bytes);
    for (const [where, place] of Object.entries(places)) expect(made.includes(place), where).toBe(false);
    expect(await packetsOf(made)).toEqual(await packetsOf(film));
    const left = await new Input({ source: new BufferSource(made), formats: ALL_FORMATS }).getMetadataTags();
    expect(Object.keys({ ...left, raw: undefined }).filter((name) => name !== "raw")).toEqual([]);
  });

  it("is gone from the tags, the files and the text of a WebM", async () => {
    const words = { title: "51.5074 N", comment: "52.4862 N", location: "+53.4808-002.2426/", model: "Telefon 17", file: "GPS 54.9783", logged: "GPS(55.9533,-3.1883)" };
    const film = Buffer.from(await drawFilm({
      svgs: pictures, logged: words.logged,
      tags: { title: words.title, comment: words.comment, raw: { LOCATION: words.location, "COM.APPLE.QUICKTIME.MODEL": words.model, 7: new AttachedFile(new TextEncoder().encode(words.file), "text/plain", "flight.gpx") } },
    }));
    for (const [where, place] of Object.entries(words)) expect(film.includes(place), where).toBe(true);
    const made = Buffer.from((await remakeFilm(film, most)).bytes);
    for (const [where, place] of Object.entries(words)) expect(made.includes(place), where).toBe(false);
    expect(await packetsOf(made)).toEqual(await packetsOf(film));
  });
});

const sps = Buffer.from("6742c01ed90141f9e0100000030010000003032000f162e480", "hex");
const pps = Buffer.from("68cb83cb20", "hex");
const avcC = new Uint8Array(Buffer.concat([Buffer.from([1, 0x42, 0xc0, 0x1e, 0xff, 0xe1, 0, sps.length]), sps, Buffer.from([1, 0, pps.length]), pps]));
const slice = Buffer.from([0x65, 0x88, 0x84, 0x21, 0x33]);

describe("a film of H.264", () => {
  it("loses what its encoder wrote between the pictures, and stays an MP4", async () => {
    const place = Buffer.concat([Buffer.from([6, 5, 16 + SECRET.length]), Buffer.alloc(16, 7), Buffer.from(SECRET), Buffer.from([0x80])]);
    const film = await packFilm("avc", "avc1.42c01e", avcC, [place, slice]);
    expect(Buffer.from(film).includes(SECRET)).toBe(true);
    const made = await remakeFilm(film, most);
    expect([made.type, Buffer.from(made.bytes).includes(SECRET)]).toEqual(["video/mp4", false]);
    expect(await packetsOf(made.bytes)).toEqual([Buffer.concat([Buffer.from([0, 0, 0, slice.length]), slice]).toString("hex")]);
  });
});

it("a film of HEVC, which many phones cannot play, is refused by that name", async () => {
  await expect(remakeFilm(await hevcFilm(), most)).rejects.toMatchObject({ code: "invalid_input", fields: { film: "hevc" } });
});
