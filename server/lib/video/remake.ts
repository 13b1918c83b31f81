import { ALL_FORMATS, BufferSource, BufferTarget, EncodedAudioPacketSource, type EncodedPacket, EncodedPacketSink, EncodedVideoPacketSource, Input, Mp4OutputFormat, Output, WebMOutputFormat } from "mediabunny";

import { AppError } from "../errors";
import { withoutUserData } from "./user-data";

/** A film whose container was made anew. */
export interface RemadeFilm {
  type: "video/mp4" | "video/webm";
  bytes: Uint8Array<ArrayBuffer>;
  seconds: number;
  width: number;
  height: number;
}

/** What old phones play as well. Anything else would be a film for some. */
const PICTURES: readonly string[] = ["avc", "vp8", "vp9", "av1"];
const SOUNDS: readonly string[] = ["aac", "mp3", "opus", "vorbis"];
const webm = (picture: string, sound: string | null) => picture !== "avc" && (sound === null || sound === "opus" || sound === "vorbis");

/** What an iPhone films in unless it is told otherwise. Many phones and computers show nothing of it, so that its sender is told how to film anew. */
const NEWER: readonly string[] = ["hevc"];

/**
 * A film in a container made anew from its first picture track and its first sound track. Titles, places, dates, cameras, chapters, subtitles and
 * tracks of other data are left behind, and what an encoder wrote between the pictures of H.264. What it is, its bytes say and never its name. The
 * pictures themselves are not encoded anew. Errors: invalid_input (film: not_a_film, hevc, or too_long), too_large.
 */
export async function remakeFilm(file: Uint8Array, most: { bytes: number; seconds: number }): Promise<RemadeFilm> {
  if (file.length > most.bytes) throw new AppError("too_large");
  try {
    const input = new Input({ source: new BufferSource(file), formats: ALL_FORMATS });
    const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
    const [picture, sound] = [video?.codec ?? "", audio?.codec ?? null];
    if (video && NEWER.includes(picture)) throw new AppError("invalid_input", { film: "hevc" });
    if (!video || !PICTURES.includes(picture) || (audio && !SOUNDS.includes(sound ?? ""))) throw new AppError("invalid_input", { film: "not_a_film" });
    const seconds = await input.computeDuration();
    if (!(seconds > 0) || seconds > most.seconds) throw new AppError("invalid_input", { film: seconds > 0 ? "too_long" : "not_a_film" });
    const [pictures, sounds] = [await video.getDecoderConfig(), audio ? await audio.getDecoderConfig() : null];
    if (!pictures || (audio && !sounds)) throw new AppError("invalid_input", { film: "not_a_film" });
    const format = webm(picture, sound) ? new WebMOutputFormat() : new Mp4OutputFormat({ fastStart: "in-memory" });
    const output = new Output({ format, target: new BufferTarget() });
    const shown = new EncodedVideoPacketSource(video.codec ?? "avc");
    output.addVideoTrack(shown, { rotation: video.rotation });
    const heard = audio?.codec ? new EncodedAudioPacketSource(audio.codec) : null;
    if (heard) output.addAudioTrack(heard);
    const clean = (frame: EncodedPacket) => (picture === "avc" ? frame.clone({ data: withoutUserData(frame.data, pictures.description) }) : frame);
    await output.start();
    // Both tracks go side by side, so that a player finds sound and picture of a moment near each other.
    const [seen, spoken] = [new EncodedPacketSink(video).packets(), audio ? new EncodedPacketSink(audio).packets() : null];
    let [frame, tone] = [await seen.next(), spoken ? await spoken.next() : null];
    while (!frame.done || (tone && !tone.done)) {
      if (!frame.done && (!tone || tone.done || frame.value.timestamp <= tone.value.timestamp)) {
        const kept = clean(frame.value);
        if (kept.data.length > 0) await shown.add(kept, { decoderConfig: pictures });
        frame = await seen.next();
      } else if (tone && !tone.done && spoken && heard && sounds) {
        await heard.add(tone.value, { decoderConfig: sounds });
        tone = await spoken.next();
      }
    }
    await output.finalize();
    if (!output.target.buffer) throw new AppError("invalid_input", { film: "not_a_film" });
    return { type: format instanceof WebMOutputFormat ? "video/webm" : "video/mp4", bytes: new Uint8Array(output.target.buffer), seconds, width: video.displayWidth, height: video.displayHeight };
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("invalid_input", { film: "not_a_film" }, { cause: error });
  }
}
