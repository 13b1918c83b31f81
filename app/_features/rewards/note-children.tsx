"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import { Icon } from "@/app/_ui/icon";

export interface Child {
  id: string;
  givenName: string;
  name: string;
  form: "she" | "he" | "they";
  classId: string | null;
  photo: "none" | "alone" | "together";
}

interface Props {
  id: string;
  legend: string;
  pupils: Child[];
  /** The class whose children stand ready to be tapped; null: nobody before something is typed. */
  classId: string | null;
  chosen: string[];
  onChange: (ids: string[]) => void;
  /** Enter in the empty box. */
  onNext?: () => void;
  focus?: boolean;
  /** Children without a yes for photos with others say so. */
  consents?: boolean;
}

const MOST_FOUND = 12;
const plain = (text: string) => text.toLocaleLowerCase("en").normalize("NFD").replace(/\p{M}/gu, "");

/** Whether letters begin one of the words of a name. */
const fits = (name: string, letters: string) => plain(name).split(/[\s-]+/).some((word) => word.startsWith(letters)) || plain(name).startsWith(letters);

/** Chooses children by letters and Enter, or from a class with one tap. */
export function ChildPicker({ id, legend, pupils, classId, chosen, onChange, onNext, focus = false, consents = false }: Props) {
  const t = useTranslations("rewards.staff");
  const [letters, setLetters] = useState("");
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focus) box.current?.focus();
  }, [focus]);
  const typed = plain(letters.trim());
  const found = typed === "" ? [] : pupils.filter(({ id: each, name }) => !chosen.includes(each) && fits(name, typed)).slice(0, MOST_FOUND);
  const toggle = (each: string) => {
    onChange(chosen.includes(each) ? chosen.filter((one) => one !== each) : [...chosen, each]);
    setLetters("");
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Backspace" && letters === "" && chosen.length > 0) onChange(chosen.slice(0, -1));
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (found[0]) toggle(found[0].id);
    else if (typed === "" && chosen.length > 0) onNext?.();
  };
  const shown = typed === "" ? pupils.filter((child) => classId !== null && child.classId === classId) : found;
  return (
    <fieldset className="grid gap-2">
      <legend className="legend mb-1">{legend}</legend>
      {chosen.length > 0 ? (
        <ul className="flex flex-wrap gap-2" aria-label={t("chosen")}>
          {chosen.flatMap((each) => pupils.find((child) => child.id === each) ?? []).map(({ id: each, name }) => (
            <li key={each}>
              <button type="button" onClick={() => toggle(each)} className="chip chip-good min-h-9 cursor-pointer" aria-label={t("remove", { name })}><bdi>{name}</bdi><Icon name="x" className="!size-4" /></button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="field max-w-96">
        <label htmlFor={id}>{t("find")}</label>
        <input ref={box} id={id} type="text" autoComplete="off" dir="auto" className="input" value={letters} onChange={(event) => setLetters(event.target.value)} onKeyDown={onKey} />
      </div>
      <p role="status" className="sr-only">{typed === "" ? "" : t("found", { count: found.length })}</p>
      <div className="flex flex-wrap gap-2">
        {shown.map(({ id: each, name, photo }, n) => (
          <button
            key={each} type="button" aria-pressed={chosen.includes(each)} onClick={() => toggle(each)}
            className={`min-h-11 cursor-pointer rounded-m border-2 bg-card px-3 text-ink aria-pressed:border-brand aria-pressed:bg-brand-wash ${typed !== "" && n === 0 ? "border-brand" : "border-line"}`}
          >
            <bdi>{name}</bdi>{consents && photo !== "together" ? <span className="text-ink-soft"> ({t(`photoFor.${photo}`)})</span> : null}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
