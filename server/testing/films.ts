import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, type MetadataTags, Mp4OutputFormat, Output, TextSubtitleSource, WebMOutputFormat } from "mediabunny";
import sharp from "sharp";

/** One picture as a frame of a film: a WebP without its shell is a key frame of VP8 (RFC 9649). */
async function frameOf(svg: string, width: number, height: number): Promise<Uint8Array> {
  const webp = await sharp(Buffer.from(svg)).resize(width, height).flatten({ background: "#ffffff" }).webp({ quality: 40, effort: 6 }).toBuffer();
  const at = webp.indexOf("VP8 ");
  return new Uint8Array(webp.subarray(at + 8, at + 8 + webp.readUInt32LE(at + 4)));
}

interface FilmInput {
  svgs: readonly string[];
  each?: number;
  kind?: "webm" | "mp4";
  width?: number;
  height?: number;
  /** Stands in its titles, as a camera writes a place there. */
  secret?: string;
  /** What else its container says of it. */
  tags?: MetadataTags;
  /** A track of text beside the pictures, as drones write where they fly. */
  logged?: string;
}

/** A film of drawn pictures, each so many seconds long. An MP4 has what describes it behind its pictures, as phones write it. */
export async function drawFilm(input: FilmInput): Promise<Uint8Array<ArrayBuffer>> {
  const { svgs, each = 1, secret, kind = "webm", width = 320, height = 180, tags = secret ? { title: secret, comment: secret } : undefined, logged } = input;
  const output = new Output({ format: kind === "webm" ? new WebMOutputFormat() : new Mp4OutputFormat({ fastStart: false }), target: new BufferTarget() });
  const track = new EncodedVideoPacketSource("vp8");
  output.addVideoTrack(track);
  const log = logged ? new TextSubtitleSource("webvtt") : null;
  if (log) output.addSubtitleTrack(log);
  if (tags) output.setMetadataTags(tags);
  await output.start();
  await log?.add(`WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n${logged}\n`);
  for (const [nth, svg] of svgs.entries()) await track.add(new EncodedPacket(await frameOf(svg, width, height), "key", nth * each, each), { decoderConfig: { codec: "vp8", codedWidth: width, codedHeight: height } });
  await output.finalize();
  return new Uint8Array(output.target.buffer ?? new ArrayBuffer(0));
}

/** A picture of one colour. */
export const plain = (colour: string): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="${colour}"/></svg>`;

/** A film in a codec whose pictures nobody here can draw: the container is right, the pictures are these units. */
export async function packFilm(codec: "avc" | "hevc", name: string, description: Uint8Array, units: Buffer[]): Promise<Uint8Array> {
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: false }), target: new BufferTarget() });
  const track = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(track);
  await output.start();
  const packed = Buffer.concat(units.flatMap((unit) => [Buffer.from([0, 0, 0, unit.length]), unit]));
  await track.add(new EncodedPacket(new Uint8Array(packed), "key", 0, 1), { decoderConfig: { codec: name, codedWidth: 320, codedHeight: 180, description } });
  await output.finalize();
  return new Uint8Array(output.target.buffer ?? new ArrayBuffer(0));
}

const unit = (type: number, ...rest: number[]) => Buffer.from([type << 1, 1, ...rest]);

/** A film as a new iPhone makes it (HEVC), as far as its container goes. */
export function hevcFilm(): Promise<Uint8Array> {
  const arrays = [32, 33, 34].map((type) => Buffer.concat([Buffer.from([0x80 | type, 0, 1, 0, 6]), unit(type, 1, 2, 3, 4)]));
  const description = new Uint8Array(Buffer.concat([Buffer.from([1, 1, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 93, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, 3]), ...arrays]));
  return packFilm("hevc", "hvc1.1.6.L93.B0", description, [unit(19, 9, 9, 9)]);
}
