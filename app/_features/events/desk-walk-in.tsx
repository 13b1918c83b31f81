"use client";

import { useTranslations } from "next-intl";
import { type FormEvent } from "react";

import { MOST_PEOPLE, NAME_LENGTH } from "@/server/features/events/schema";

export interface WalkedIn {
  key: string;
  name: string;
  people: number;
  language: string;
  at: string;
}

/** Lets in a family that has no place: a name and how many. */
export function WalkInForm({ locale, add }: { locale: string; add: (walkedIn: WalkedIn) => void }) {
  const [t, book] = [useTranslations("events.desk"), useTranslations("events.book")];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const people = Number(form.get("people"));
    add({ key: crypto.randomUUID(), name: String(form.get("name")).trim(), people, language: locale, at: new Date().toISOString() });
    event.currentTarget.reset();
  };
  return (
    <details className="card">
      <summary className="min-h-11 content-center font-bold">{t("walkIn")}</summary>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3 pt-2">
        <div className="field min-w-48 flex-1"><label htmlFor="walk-name">{book("name")}</label><input id="walk-name" name="name" required maxLength={NAME_LENGTH} dir="auto" autoComplete="off" className="input" /></div>
        <div className="field"><label htmlFor="walk-people">{t("people")}</label><input id="walk-people" name="people" type="number" required min={1} max={MOST_PEOPLE} defaultValue={2} className="input" /></div>
        <button className="button">{t("walkInButton")}</button>
      </form>
    </details>
  );
}
