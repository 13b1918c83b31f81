import { CLIP_BYTES, CLIP_SECONDS } from "@/server/features/rewards/clips/schema";

/** What can come between a person and their film; the interface has words for each (rewards.recorder). */
export type Trouble = "refused" | "noCamera" | "busy" | "silent" | "lost" | "hidden" | "long" | "nothing" | "failed";

/** What a browser says when a camera cannot be had (W3C Media Capture and Streams, 10.2). */
export function troubleOf(error: unknown): Trouble {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "noCamera";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "failed";
}

/** What every phone plays comes first; the last one is what a browser without H.264 makes. */
const kinds = ["video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/mp4;codecs=avc1.42E01E,opus", "video/webm;codecs=vp8,opus", "video/webm"] as const;

/** The kind of film that this browser can make; null: none, or it has no camera at all. */
export function filmKind(): string | null {
  if (typeof MediaRecorder === "undefined" || typeof DataTransfer === "undefined" || !navigator.mediaDevices) return null;
  return kinds.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? null;
}

const SOUND_BITS = 48_000;
/** So that the longest film weighs a little less than the heaviest. */
const PICTURE_BITS = Math.floor((CLIP_BYTES * 8 * 0.9) / CLIP_SECONDS) - SOUND_BITS;
/** From here on the next second could be one too many. */
const NEARLY_FULL = CLIP_BYTES * 0.97;

/** Turns camera and microphone on; without a microphone the camera alone, `silent`. Throws what the browser says. */
export async function openCamera(): Promise<{ stream: MediaStream; silent: boolean }> {
  const video = { width: { ideal: 854 }, height: { ideal: 480 }, frameRate: { ideal: 25, max: 30 } };
  try {
    return { stream: await navigator.mediaDevices.getUserMedia({ video, audio: true }), silent: false };
  } catch (error) {
    if (troubleOf(error) !== "noCamera") throw error;
    return { stream: await navigator.mediaDevices.getUserMedia({ video }), silent: true };
  }
}

/** A film that is being made. */
export interface Filming {
  /** Ends it; what was filmed until then is the film. */
  stop: (trouble?: Trouble) => void;
}

/**
 * Films until somebody stops it, the longest time is over, it is as heavy as it may be, the camera is gone, or the page is left.
 * @param ended gets the film, null where nothing was filmed, and why it ended unless somebody stopped it
 */
export function beginFilming(stream: MediaStream, kind: string, ended: (film: File | null, trouble: Trouble | null) => void): Filming {
  const pieces: Blob[] = [];
  let [weight, why]: [number, Trouble | null] = [0, null];
  const recorder = new MediaRecorder(stream, { mimeType: kind, videoBitsPerSecond: PICTURE_BITS, audioBitsPerSecond: SOUND_BITS });
  const stop = (trouble?: Trouble) => {
    if (recorder.state === "inactive") return;
    why = trouble ?? null;
    recorder.stop();
  };
  const hide = () => document.visibilityState === "hidden" && stop("hidden");
  const lose = () => stop("lost");
  const late = setTimeout(() => stop("long"), CLIP_SECONDS * 1000);
  recorder.ondataavailable = ({ data }) => {
    pieces.push(data);
    weight += data.size;
    if (weight > NEARLY_FULL) stop("long");
  };
  recorder.onerror = lose;
  recorder.onstop = () => {
    clearTimeout(late);
    document.removeEventListener("visibilitychange", hide);
    for (const track of stream.getTracks()) track.removeEventListener("ended", lose);
    const type = (recorder.mimeType || kind).split(";")[0] ?? kind;
    ended(weight > 0 ? new File(pieces, `film.${type.endsWith("mp4") ? "mp4" : "webm"}`, { type }) : null, weight > 0 ? why : (why ?? "nothing"));
  };
  document.addEventListener("visibilitychange", hide);
  for (const track of stream.getTracks()) track.addEventListener("ended", lose);
  recorder.start(1000);
  return { stop };
}
