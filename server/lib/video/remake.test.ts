import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from "mediabunny";
import { describe, expect, it } from "vitest";

import { drawFilm, plain } from "@/server/testing/factories/celebrations";

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
