import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, type MetadataTags, Mp4OutputFormat, Output, TextSubtitleSource, WebMOutputFormat } from "mediabunny";
import sharp from "sharp";
import { v7 as uuid } from "uuid";

import { writeText } from "@/server/features/languages/commands";
import { addDays, addMinutes } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import type { CelebrationState } from "@/server/lib/db/generated/enums";

import { TEST_NOW } from "../context";

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

interface CelebrationInput {
  pupilIds: string[];
  state?: CelebrationState;
  startsAt?: Date;
  words?: string;
  /** A film with all of the children in it, whose version is "v1". */
  clip?: boolean;
}

/** A celebration as it stands in the database; its families are invited unless said, and nobody is told. */
export async function makeCelebration(school: SchoolFacts, input: CelebrationInput): Promise<string> {
  const { pupilIds, state = "invited", startsAt = addDays(TEST_NOW, 7), words, clip = false } = input;
  const [id, schoolId] = [uuid(), school.id];
  const film = clip ? await drawFilm({ svgs: [plain("#0a544d"), plain("#ffc845")] }) : null;
  await dbFor(schoolId).$transaction(async (tx) => {
    const write = (body: string) => writeText(tx, { schoolId, kind: "rewards.words", language: "en", body, authorId: null });
    const wordsId = words ? await write(words) : null;
    await tx.celebration.create({ data: { id, schoolId, kind: "assembly", wordsId, startsAt, endsAt: addMinutes(startsAt, 60), place: "Main hall", state, invitedAt: state === "draft" ? null : TEST_NOW, createdAt: TEST_NOW } });
    await tx.celebrationPupil.createMany({ data: pupilIds.map((pupilId) => ({ schoolId, celebrationId: id, pupilId })) });
    if (!film) return;
    const data = { type: "video/webm", bytes: film, size: film.length, seconds: 2, width: 320, height: 180, wordsId: await write(words ?? "Well done."), hash: "v1", approvedAt: TEST_NOW, poster: new Uint8Array(await sharp(Buffer.from(plain("#0a544d"))).jpeg().toBuffer()) };
    await tx.celebrationClip.create({ data: { celebrationId: id, schoolId, ...data, keepUntil: addDays(TEST_NOW, 100), createdAt: TEST_NOW } });
    await tx.celebrationClipChild.createMany({ data: pupilIds.map((pupilId) => ({ schoolId, celebrationId: id, pupilId })) });
  });
  return id;
}
