"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";

import { Icon } from "@/app/_ui/icon";
import { KeyCap } from "@/app/_ui/key-cap";
import { Picture } from "@/app/_ui/picture";
import { bank, categories, type Category, WORDS_LENGTH } from "@/server/features/rewards/schema";

import { GatedBox } from "../shell/gate-notes";
import { type Child, ChildPicker } from "./note-children";
import { categoryPictures } from "./pictures";

export interface Typed {
  pupils: string[];
  category: Category;
  statement: string | null;
  words: string;
}

interface Props {
  pupils: Child[];
  classId: string | null;
  locale: string;
  /** A key that makes sending twice the same as once. */
  formKey: string;
  typed: Typed;
}

/** Moves the focus to the radio button that is chosen in a group, or to its first. */
function enter(group: HTMLFieldSetElement | null): void {
  (group?.querySelector<HTMLInputElement>("input[type=radio]:checked") ?? group?.querySelector<HTMLInputElement>("input[type=radio]"))?.focus();
}

/**
 * Notes one success in seconds by the keyboard alone: letters and Enter choose children, Enter goes on, a number chooses what it was about and a
 * sentence, Enter saves. The form is sent as it is, photo and all.
 */
export function NoteDesk({ pupils, classId, locale, formKey, typed }: Props) {
  const t = useTranslations("rewards");
  const [chosen, setChosen] = useState<string[]>(typed.pupils);
  const [also, setAlso] = useState<string[]>([]);
  const [category, setCategory] = useState<Category>(typed.category);
  const [statement, setStatement] = useState<string | null>(typed.statement);
  const about = useRef<HTMLFieldSetElement>(null);
  const says = useRef<HTMLFieldSetElement>(null);
  const save = useRef<HTMLButtonElement>(null);
  const first = pupils.find(({ id }) => id === chosen[0]);
  const sentences: (string | null)[] = [...bank[category].map((name) => `${category}.${name}`), null];

  const choose = (value: Category) => {
    setCategory(value);
    setStatement(`${value}.${bank[value][0]}`);
  };
  const onAbout = (event: KeyboardEvent) => {
    const value = categories[Number(event.key) - 1];
    if (!value && event.key !== "Enter") return;
    event.preventDefault();
    // The sentences of the new choice must stand there before the focus goes to them.
    if (value) flushSync(() => choose(value));
    enter(says.current);
  };
  const onSays = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      save.current?.click();
    }
    if (!/^[1-9]$/.test(event.key) || Number(event.key) > sentences.length) return;
    event.preventDefault();
    setStatement(sentences[Number(event.key) - 1] ?? null);
  };
  return (
    <form action="/api/rewards/note" method="post" encType="multipart/form-data" className="card grid gap-5">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="class" value={classId ?? ""} />
      <input type="hidden" name="pupils" value={chosen.join(",")} />
      <input type="hidden" name="also" value={also.filter((id) => !chosen.includes(id)).join(",")} />
      <p className="text-ink-soft">{t("staff.keys")}</p>
      <ChildPicker id="who" legend={t("staff.who")} pupils={pupils} classId={classId} chosen={chosen} onChange={setChosen} onNext={() => enter(about.current)} focus />
      <fieldset ref={about} onKeyDown={onAbout} className="grid gap-2">
        <legend className="legend mb-1">{t("staff.category")}</legend>
        <div className="flex flex-wrap gap-2">
          {categories.map((value, n) => (
            <label key={value} className="flex min-h-12 items-center gap-2 rounded-m border-2 border-line bg-card px-3 has-checked:border-brand has-checked:bg-brand-wash has-focus-visible:outline-3 has-focus-visible:outline-offset-2">
              <input type="radio" name="category" value={value} checked={category === value} onChange={() => choose(value)} className="size-4 accent-brand" />
              <Picture name={categoryPictures[value]} size={28} />{t(`categories.${value}`)}<KeyCap name={String(n + 1)} />
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset ref={says} onKeyDown={onSays} className="grid gap-2">
        <legend className="legend mb-1">{t("staff.statement")}</legend>
        {sentences.map((key, n) => (
          <label key={key ?? "none"} className="flex min-h-11 items-center gap-3 rounded-m border-2 border-line bg-card px-3 has-checked:border-brand has-checked:bg-brand-wash">
            <input type="radio" name="statement" value={key ?? ""} checked={statement === key} onChange={() => setStatement(key)} className="size-4 flex-none accent-brand" />
            <span className="min-w-0 flex-1">{key === null ? t("staff.noStatement") : t(`bank.${key}`, { name: first?.givenName ?? "…", form: first?.form ?? "they" })}</span><KeyCap name={String(n + 1)} />
          </label>
        ))}
      </fieldset>
      <details open={typed.words !== "" || statement === null} className="grid gap-4">
        <summary className="flex min-h-11 cursor-pointer items-center font-bold text-brand">{t("staff.more")}</summary>
        <div className="grid gap-4 pt-2">
          <div className="field">
            <label htmlFor="words">{t("staff.words")}</label>
            <p id="words-hint" className="text-ink-soft">{t("staff.wordsHint")}</p>
            <GatedBox id="words" name="words" rows={3} maxLength={WORDS_LENGTH} describedBy="words-hint" defaultValue={typed.words} />
          </div>
          <label className="field"><span className="font-bold">{t("staff.photo")}</span>
            <span className="text-ink-soft">{t("staff.photoHint")}</span>
            <input type="file" name="photo" accept="image/jpeg,image/png,image/webp" className="input" />
          </label>
          <ChildPicker id="also" legend={t("staff.alsoIn")} pupils={pupils} classId={null} chosen={also} onChange={setAlso} consents />
          <ul className="flex flex-wrap gap-2">
            {[...new Set([...chosen, ...also])].flatMap((id) => pupils.find((child) => child.id === id) ?? []).map(({ id, name, photo }) => (
              <li key={id} className={`chip ${photo === "none" ? "chip-stop" : photo === "alone" ? "chip-warn" : "chip-good"}`}><bdi>{name}</bdi>: {t(`staff.photoFor.${photo}`)}</li>
            ))}
          </ul>
        </div>
      </details>
      <button ref={save} className="button justify-self-start text-lg"><Icon name="check" />{t("staff.save")}</button>
    </form>
  );
}
