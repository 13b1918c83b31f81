"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";

import { Icon } from "@/app/_ui/icon";

/** What a place's picture holds: the code of the place, as groupCode writes it or bare. */
const CODE = /^[A-Z0-9]{4}-?[A-Z0-9]{2,8}$/i;
const LOOK_EVERY_MS = 250;

/** Reads the square code in a picture, or null. The browser's own reader is taken where it has one; else the library's, which is fetched only then. */
async function makeReader(): Promise<(video: HTMLVideoElement) => Promise<string | null>> {
  const Own = (globalThis as { BarcodeDetector?: new (options: { formats: string[] }) => { detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]> } }).BarcodeDetector;
  if (Own) {
    const own = new Own({ formats: ["qr_code"] });
    return async (video) => (await own.detect(video).catch(() => []))[0]?.rawValue ?? null;
  }
  const { BinaryBitmap, HTMLCanvasElementLuminanceSource, HybridBinarizer, QRCodeReader } = await import("@zxing/library");
  const [canvas, reader] = [document.createElement("canvas"), new QRCodeReader()];
  return async (video) => {
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    canvas.getContext("2d", { willReadFrequently: true })?.drawImage(video, 0, 0);
    try {
      return reader.decode(new BinaryBitmap(new HybridBinarizer(new HTMLCanvasElementLuminanceSource(canvas)))).getText();
    } catch {
      return null; // no code in this picture yet
    }
  };
}

/** Opens the camera of the phone at the door and gives each new code that it sees. The picture stays on the device. */
export function DeskCamera({ onCode }: { onCode: (code: string) => void }) {
  const t = useTranslations("events.desk");
  const [state, setState] = useState<"off" | "on" | "refused">("off");
  const video = useRef<HTMLVideoElement>(null);
  const seen = useRef(onCode);
  useEffect(() => {
    seen.current = onCode;
  }, [onCode]);
  useEffect(() => {
    if (state !== "on") return;
    let [over, last] = [false, ""];
    let stream: MediaStream | undefined;
    const look = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      const element = video.current;
      if (over || !element) return stream.getTracks().forEach((track) => track.stop());
      element.srcObject = stream;
      await element.play();
      const read = await makeReader();
      while (!over) {
        const code = element.videoWidth > 0 ? await read(element) : null;
        if (code && code !== last && CODE.test(code)) seen.current((last = code));
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    };
    look().catch(() => {
      if (!over) setState("refused");
    });
    return () => {
      over = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, [state]);
  return (
    <div className="grid gap-2">
      <button type="button" className="button button-quiet justify-self-start" aria-pressed={state === "on"} onClick={() => setState((old) => (old === "on" ? "off" : "on"))}>
        <Icon name="photo" />{t(state === "on" ? "cameraOff" : "camera")}
      </button>
      {state === "refused" ? <p role="alert" className="notice notice-warn">{t("noCamera")}</p> : null}
      {state === "on" ? <video ref={video} muted playsInline aria-label={t("camera")} className="max-h-72 w-full rounded-m bg-ink object-cover" /> : null}
    </div>
  );
}
