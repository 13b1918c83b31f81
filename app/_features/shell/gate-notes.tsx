"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";

import { useTRPCClient } from "@/app/_trpc/client";
import { Icon } from "@/app/_ui/icon";
import { type Checked, type Hint, replaceWords } from "@/server/features/languages/gate/schema";

/** How long the hands must rest before the words are looked at, in milliseconds. */
const REST = 500;
/** Hints shown at once; the others are one tap away. */
const AT_ONCE = 4;
const SHOWN_LETTERS = 60;

interface Look {
  text: string;
  state: "none" | "looking" | "done" | "failed";
  checked: Checked | null;
}

/** Has a text looked at on the server while it is written: after a rest, and only the newest. */
function useGate(text: string, language: string): Look {
  const client = useTRPCClient();
  const [look, setLook] = useState<Look>({ text: "", state: "none", checked: null });
  useEffect(() => {
    if (text.trim() === "") return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      setLook((last) => ({ ...last, state: "looking" }));
      client.languages.gate.check.mutate({ text, language }, { signal: stop.signal })
        .then((checked) => setLook({ text, state: "done", checked }))
        .catch(() => {
          if (!stop.signal.aborted) setLook((last) => ({ ...last, state: "failed" }));
        });
    }, REST);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, language, client]);
  return text.trim() === "" ? { text, state: "none", checked: null } : look;
}

interface GateNotesProps {
  /** What stands in the box now. */
  text: string;
  /** The box, to show a place in it. */
  box: RefObject<HTMLTextAreaElement | HTMLInputElement | null>;
  onReplace: (text: string) => void;
  language?: string;
  readOnly?: boolean;
}

/** How a text reads, under its box, as it is written: what stands in a reader's way, and a plainer word one tap away. */
export function GateNotes({ text, box, onReplace, language = "en", readOnly = false }: GateNotesProps) {
  const t = useTranslations("gate");
  const [all, setAll] = useState(false);
  const { state, checked } = useGate(text, language);
  if (state === "none" || (!checked && state !== "failed")) return <p className="min-h-6 text-[0.9375rem] text-ink-soft" role="status">{state === "looking" ? t("checking") : ""}</p>;
  if (!checked) return <p className="text-[0.9375rem] text-ink-soft" role="status">{t("failed")}</p>;
  // What changed since the look keeps no hint about words that are gone.
  const hints = checked.hints.filter((hint) => text.includes(hint.words)).sort((a, b) => Number(b.kind === "acronym") - Number(a.kind === "acronym"));
  const shown = all ? hints : hints.slice(0, AT_ONCE);
  const find = (hint: Hint) => {
    const from = text.startsWith(hint.words, hint.from) ? hint.from : text.indexOf(hint.words);
    box.current?.focus();
    box.current?.setSelectionRange(from, from + hint.words.length);
  };
  return (
    <section aria-label={t("title")} className="grid gap-2 text-[0.9375rem] leading-snug">
      <p role="status" className="flex flex-wrap gap-x-3 gap-y-0.5 text-ink-soft">
        <Counts checked={checked} />
        {hints.length === 0 ? <span className="flex items-center gap-1 font-bold text-good"><Icon name="circle-check" />{t("good")}</span> : null}
      </p>
      <ul className="grid gap-2">
        {shown.map((hint) => (
          <li key={`${hint.kind} ${hint.from}`} className={`grid gap-1 rounded-s border-s-4 py-1 ps-3 pe-2 ${hint.kind === "acronym" ? "border-stop bg-stop-wash" : "border-glow bg-glow-wash"}`}>
            <p className="flex flex-wrap items-center gap-x-2">
              {hint.kind === "acronym" ? <span className="flex items-center gap-1 font-bold text-stop"><Icon name="alert-triangle" className="!size-4" />{t("must")}</span> : null}
              <button type="button" lang={language} dir="auto" className="min-h-6 cursor-pointer text-start font-bold text-ink underline decoration-2 underline-offset-4" onClick={() => find(hint)} aria-label={t("find", { words: hint.words })}>
                {hint.words.length > SHOWN_LETTERS ? `${hint.words.slice(0, SHOWN_LETTERS)}…` : hint.words}
              </button>
            </p>
            <p>{t(`hints.${hint.kind}`, { words: hint.words })}</p>
            {readOnly || hint.instead.length === 0 ? null : (
              <p className="flex flex-wrap gap-2 pt-0.5">
                {hint.instead.slice(0, 3).map((words) => (
                  <button key={words} type="button" className="min-h-8 cursor-pointer rounded-s border-2 border-brand bg-card px-2 font-bold text-brand hover:bg-brand-wash" onClick={() => onReplace(replaceWords(text, hint, words))}>
                    {words === "" ? t("remove") : t("replace", { words })}
                  </button>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
      {hints.length > shown.length ? <button type="button" className="min-h-8 cursor-pointer justify-self-start text-brand underline underline-offset-4" onClick={() => setAll(true)}>{t("more", { count: hints.length - shown.length })}</button> : null}
    </section>
  );
}

const PLAIN_AGE = 9;

function Counts({ checked }: { checked: Checked }) {
  const t = useTranslations("gate");
  const { words, sentences, wordsASentence: average, limit, readingAge: age } = checked;
  const isLong = average > limit;
  return (
    <>
      <span>{t("counts", { words, sentences })}</span>
      <span className={isLong ? "font-bold text-warn" : undefined}>{isLong ? t("averageLong", { average, limit }) : t("average", { average })}</span>
      {age === null ? null : <span className={age > PLAIN_AGE + 2 ? "font-bold text-warn" : undefined}>{age > PLAIN_AGE + 2 ? t("ageHigh", { age }) : t("age", { age })}</span>}
    </>
  );
}

interface GatedLineProps {
  id: string;
  name: string;
  maxLength: number;
  minLength?: number;
  required?: boolean;
  describedBy?: string;
  defaultValue?: string;
}

interface GatedBoxProps extends GatedLineProps {
  rows: number;
}

/**
 * What a box with the look at its words below needs. The box keeps its own words: were they a component's, what somebody typed before the script had come
 * would be written over.
 */
function useGatedBox<Box extends HTMLTextAreaElement | HTMLInputElement>(defaultValue: string) {
  const [text, setText] = useState(defaultValue);
  const box = useRef<Box>(null);
  // A form that was sent or emptied gives its boxes back what they began with.
  useEffect(() => {
    const form = box.current?.form;
    const again = () => setText(box.current?.defaultValue ?? "");
    form?.addEventListener("reset", again);
    return () => form?.removeEventListener("reset", again);
  }, []);
  const replace = (words: string) => {
    if (box.current) box.current.value = words;
    setText(words);
  };
  return { text, box, setText, replace };
}

/** A text box of a form with the look at its words below. Without script it is the box alone. */
export function GatedBox({ describedBy, defaultValue = "", ...rest }: GatedBoxProps) {
  const { text, box, setText, replace } = useGatedBox<HTMLTextAreaElement>(defaultValue);
  return (
    <>
      <textarea {...rest} ref={box} lang="en" dir="auto" className="input" aria-describedby={describedBy} defaultValue={defaultValue} onChange={(event) => setText(event.target.value)} />
      <GateNotes text={text} box={box} onReplace={replace} />
    </>
  );
}

/** The same with one line, for a title: Enter sends the form. */
export function GatedLine({ describedBy, defaultValue = "", ...rest }: GatedLineProps) {
  const { text, box, setText, replace } = useGatedBox<HTMLInputElement>(defaultValue);
  return (
    <>
      <input {...rest} ref={box} lang="en" dir="auto" className="input" aria-describedby={describedBy} defaultValue={defaultValue} onChange={(event) => setText(event.target.value)} />
      <GateNotes text={text} box={box} onReplace={replace} />
    </>
  );
}
