"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";

import { Icon } from "@/app/_ui/icon";
import { putFile } from "@/app/_ui/put-file";
import { CLIP_SECONDS } from "@/server/features/rewards/clips/schema";

import { beginFilming, type Filming, filmKind, openCamera, type Trouble, troubleOf } from "./film-recording";

const never = () => () => undefined;
/** "1:05" of so many seconds. */
const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

type State = "off" | "asking" | "ready" | "filming" | "made" | "used";

/**
 * Films with the camera of this very computer into the form's file box: on, film, stop, look, use. Whatever goes wrong is said in words, and the box
 * for a file stays where it is. Nothing leaves the computer before the form does.
 */
export function FilmRecorder() {
  const t = useTranslations("rewards.recorder");
  const kind = useSyncExternalStore(never, filmKind, () => undefined);
  const [state, setState] = useState<State>("off");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [passed, setPassed] = useState(0);
  const [film, setFilm] = useState<{ file: File; at: string } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const seen = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream | null>(null);
  const filming = useRef<Filming | null>(null);
  const off = () => {
    stream.current?.getTracks().forEach((track) => track.stop());
    stream.current = null;
  };
  useEffect(() => off, []);
  useEffect(() => () => (film ? URL.revokeObjectURL(film.at) : undefined), [film]);
  useEffect(() => {
    if (seen.current && (state === "ready" || state === "filming")) seen.current.srcObject = stream.current;
  }, [state]);
  useEffect(() => {
    if (state !== "filming") return;
    const began = Date.now();
    const tick = setInterval(() => setPassed((Date.now() - began) / 1000), 500);
    return () => clearInterval(tick);
  }, [state]);
  useEffect(() => {
    if (state !== "filming" && state !== "made" && state !== "used") return;
    // Only the form itself takes the film along: whoever leaves otherwise is asked first.
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    const form = box.current?.closest("form");
    const letGo = () => window.removeEventListener("beforeunload", stay);
    window.addEventListener("beforeunload", stay);
    form?.addEventListener("submit", letGo);
    return () => {
      letGo();
      form?.removeEventListener("submit", letGo);
    };
  }, [state]);
  if (kind === undefined) return null;
  if (kind === null) return <p className="notice">{t("unsupported")}</p>;

  const open = async () => {
    setState("asking");
    setTrouble(null);
    try {
      const opened = await openCamera();
      stream.current = opened.stream;
      setTrouble(opened.silent ? "silent" : null);
      setState("ready");
    } catch (error) {
      setTrouble(troubleOf(error));
      setState("off");
    }
  };
  const begin = () => {
    if (!stream.current) return;
    try {
      filming.current = beginFilming(stream.current, kind, (file, why) => {
        off();
        setTrouble((before) => why ?? (before === "silent" ? before : null));
        setFilm(file ? { file, at: URL.createObjectURL(file) } : null);
        setState(file ? "made" : "off");
      });
      setPassed(0);
      setState("filming");
    } catch {
      off();
      setTrouble("failed");
      setState("off");
    }
  };
  const fileBox = () => box.current?.closest("form")?.querySelector<HTMLInputElement>("input[name=film]");
  const use = () => {
    if (!film) return;
    putFile(fileBox(), film.file);
    setState("used");
  };
  const again = () => {
    const chosen = fileBox();
    if (chosen && state === "used") chosen.value = "";
    setFilm(null);
    void open();
  };
  const shut = () => {
    off();
    setState("off");
  };
  return (
    <div ref={box} role="group" aria-labelledby="film-here" className="grid gap-3 rounded-m border-2 border-line p-4">
      <h3 id="film-here">{t("title")}</h3>
      <p className="text-ink-soft">{t("lead")}</p>
      {trouble ? <p role="alert" className="notice notice-warn">{t(trouble, { minutes: CLIP_SECONDS / 60 })}</p> : null}
      {state === "ready" || state === "filming" ? <video ref={seen} autoPlay muted playsInline aria-label={t("camera")} className="max-h-72 w-full rounded-m bg-ink object-contain" /> : null}
      {film && (state === "made" || state === "used") ? <video controls playsInline src={film.at} aria-label={t("preview")} className="max-h-72 w-full rounded-m bg-ink object-contain" /> : null}
      {state === "filming" ? <p role="timer" className="font-bold">{t("time", { time: clock(passed), most: clock(CLIP_SECONDS) })}</p> : null}
      {state === "used" ? <p role="status" className="notice notice-good">{t("used")}</p> : null}
      <div className="flex flex-wrap gap-3">
        {state === "off" || state === "asking" ? <button type="button" className="button button-quiet" disabled={state === "asking"} onClick={() => void open()}><Icon name="photo" />{t("open")}</button> : null}
        {state === "ready" ? <><button type="button" className="button" onClick={begin}><Icon name="player-play" />{t("start")}</button><button type="button" className="button button-quiet" onClick={shut}><Icon name="x" />{t("close")}</button></> : null}
        {state === "filming" ? <button type="button" className="button button-stop" onClick={() => filming.current?.stop()}><Icon name="hand-stop" />{t("stop")}</button> : null}
        {state === "made" ? <button type="button" className="button" onClick={use}><Icon name="check" />{t("use")}</button> : null}
        {state === "made" || state === "used" ? <button type="button" className="button button-quiet" onClick={again}><Icon name="refresh" />{t("again")}</button> : null}
      </div>
    </div>
  );
}
