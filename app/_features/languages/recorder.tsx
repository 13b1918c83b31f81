"use client";

import { useEffect, useRef, useState } from "react";

import { Icon } from "@/app/_ui/icon";
import { putFile } from "@/app/_ui/put-file";

const RATE = 22_050;

/** PCM in 16 bits, which the server turns into MP3: what a browser records by itself, older phones cannot play. */
function wavOf(samples: Float32Array): Blob {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const text = (at: number, word: string) => [...word].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + samples.length * 2, true);
  text(8, "WAVEfmt ");
  for (const [at, value] of [[16, 16], [24, RATE], [28, RATE * 2], [40, samples.length * 2]] as const) view.setUint32(at, value, true);
  for (const [at, value] of [[20, 1], [22, 1], [32, 2], [34, 16]] as const) view.setUint16(at, value, true);
  text(36, "data");
  samples.forEach((sample, n) => view.setInt16(44 + n * 2, Math.max(-1, Math.min(1, sample)) * 32_767, true));
  return new Blob([view], { type: "audio/wav" });
}

async function convert(recorded: Blob): Promise<Blob> {
  const decoder = new AudioContext();
  try {
    const sound = await decoder.decodeAudioData(await recorded.arrayBuffer());
    const offline = new OfflineAudioContext(1, Math.max(1, Math.ceil(sound.duration * RATE)), RATE);
    const source = offline.createBufferSource();
    source.buffer = sound;
    source.connect(offline.destination);
    source.start();
    return wavOf((await offline.startRendering()).getChannelData(0));
  } finally {
    await decoder.close();
  }
}

interface Words {
  record: string;
  stop: string;
  yours: string;
}

/** Records into the form's file box, at most so many seconds, and lets one hear it before it is sent. */
export function Recorder({ words, seconds }: { words: Words; seconds: number }) {
  const box = useRef<HTMLDivElement>(null);
  const recorder = useRef<MediaRecorder | null>(null);
  const [state, setState] = useState<"ready" | "recording" | "refused">("ready");
  const [heard, setHeard] = useState<string | null>(null);
  useEffect(() => () => recorder.current?.stream.getTracks().forEach((track) => track.stop()), []);
  useEffect(() => () => (heard ? URL.revokeObjectURL(heard) : undefined), [heard]);

  async function begin() {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const pieces: Blob[] = [];
      const made = new MediaRecorder(stream);
      recorder.current = made;
      const end = setTimeout(() => made.state === "recording" && made.stop(), seconds * 1000);
      made.ondataavailable = ({ data }) => pieces.push(data);
      made.onstop = async () => {
        clearTimeout(end);
        stream.getTracks().forEach((track) => track.stop());
        setState("ready");
        const wav = await convert(new Blob(pieces, { type: made.mimeType }));
        putFile(box.current?.closest("form")?.querySelector<HTMLInputElement>("input[type=file]"), new File([wav], "voice.wav", { type: "audio/wav" }));
        setHeard(URL.createObjectURL(wav));
      };
      made.start();
      setState("recording");
    } catch {
      setState("refused");
    }
  }

  return (
    <div ref={box} className="flex flex-wrap items-center gap-3">
      <button type="button" className="button button-small" disabled={state === "refused"} onClick={() => (state === "recording" ? recorder.current?.stop() : void begin())}>
        <Icon name="microphone" />{state === "recording" ? words.stop : words.record}
      </button>
      {heard ? <audio controls src={heard} aria-label={words.yours} className="min-w-56" /> : null}
    </div>
  );
}
