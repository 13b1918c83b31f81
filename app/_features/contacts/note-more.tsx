"use client";

import { Choice } from "@/app/_ui/field";
import { barriers, hours, type NoteInput, topics, WORDS } from "@/server/features/contacts/schema";

import { GatedBox, GatedLine } from "../shell/gate-notes";

export interface Words {
  t: (key: string) => string;
  languages: { value: string; label: string }[];
  reading: { value: string; label: string }[];
}

interface PillsProps {
  name: string;
  legend: string;
  values: { value: string; label: string }[];
  value?: string;
  initial?: string;
  onChange?: (value: string) => void;
  focus?: boolean;
}

/** Radio buttons in a row: one tap, or the arrow keys. */
export function Pills({ name, legend, values, value, initial, onChange, focus }: PillsProps) {
  return (
    <fieldset className="grid gap-1">
      <legend className="legend">{legend}</legend>
      <div className="flex flex-wrap gap-2">
        {values.map((each, nth) => (
          <label key={each.value} className="flex min-h-11 items-center gap-2 rounded-m border-2 border-line px-3 has-checked:border-brand has-checked:bg-brand-wash">
            <input
              type="radio" name={name} value={each.value} className="size-4 accent-brand" autoFocus={focus && nth === 0}
              {...(onChange ? { checked: value === each.value, onChange: () => onChange(each.value) } : { defaultChecked: each.value === (initial ?? values[0]?.value) })}
            />
            {each.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What stood in the way; one is always chosen. */
export function barrierPills({ t }: Words) {
  return <Pills name="barrier" legend={t("form.barrier")} values={barriers.map((value) => ({ value, label: t(`barriers.${value}`) }))} />;
}

const boxes = "flex min-h-11 items-center gap-2 rounded-m border-2 border-line px-3 has-checked:border-brand has-checked:bg-brand-wash";

/** What a note can hold beside its few words; closed until it is wanted. */
export function MoreToNote({ words: { t, languages, reading }, place }: { words: Words; place: string }) {
  const nothing = { value: "", label: t("form.nothing") };
  const ticks = (name: string, legend: string, values: readonly string[], group: string) => (
    <fieldset className="grid gap-1">
      <legend className="legend">{legend}</legend>
      <div className="flex flex-wrap gap-2">
        {values.map((value) => <label key={value} className={boxes}><input type="checkbox" name={name} value={value} className="size-4 accent-brand" />{t(`${group}.${value}`)}</label>)}
      </div>
    </fieldset>
  );
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-bold text-brand underline underline-offset-4">{t("form.more")}</summary>
      <div className="grid gap-4 pt-2">
        <label className={`${boxes} justify-self-start`}><input type="checkbox" name="incoming" className="size-4 accent-brand" />{t("form.incoming")}</label>
        {ticks("topics", t("form.topics"), topics, "topics")}
        <div className="field"><label htmlFor={`agreed-${place}`} className="font-bold">{t("form.agreed")}</label><GatedBox id={`agreed-${place}`} name="agreed" rows={2} maxLength={WORDS} /></div>
        <div className="grid gap-3 sm:grid-cols-[1fr_auto]">
          <div className="field"><label htmlFor={`nextStep-${place}`} className="font-bold">{t("form.nextStep")}</label><GatedLine id={`nextStep-${place}`} name="nextStep" maxLength={WORDS} /></div>
          <label className="field"><span className="font-bold">{t("form.dueOn")}</span><input type="date" name="dueOn" className="input" /></label>
        </div>
        <label className="field"><span className="font-bold">{t("form.opinion")}</span><span className="text-ink-soft">{t("form.opinionHint")}</span><textarea name="opinion" rows={2} maxLength={WORDS} dir="auto" className="input" /></label>
        <fieldset className="grid gap-3 rounded-m border border-line p-3">
          <legend className="legend px-1">{t("form.learned")}</legend>
          {ticks("goodHours", t("form.goodHours"), hours, "hours")}
          <div className="grid gap-3 sm:grid-cols-2">
            <Choice id={`reading-${place}`} name="reading" label={t("form.reading")} value="" options={[nothing, ...reading]} />
            <Choice id={`speaks-${place}`} name="speaks" label={t("form.speaks")} value="" options={[nothing, ...languages]} />
          </div>
        </fieldset>
      </div>
    </details>
  );
}

const WEEK = 7 * 86_400_000;

/** What was filled in there. A next step without a day is due in a week. */
export function readMore(data: FormData): Pick<NoteInput, "topics" | "agreed" | "nextStep" | "opinion" | "learned"> {
  const text = (name: string) => String(data.get(name) ?? "").trim();
  const [nextStep, dueOn, reading, speaks] = ["nextStep", "dueOn", "reading", "speaks"].map(text);
  const goodHours = data.getAll("goodHours");
  const learned = [
    ...(goodHours.length > 0 ? [{ learned: "good_hours", value: goodHours }] : []), ...(reading ? [{ learned: "reading", value: [reading] }] : []),
    ...(speaks ? [{ learned: "speaks", value: [speaks] }] : []),
  ] as NoteInput["learned"];
  return {
    topics: data.getAll("topics") as NoteInput["topics"], agreed: text("agreed") || undefined, opinion: text("opinion") || undefined, learned,
    nextStep: nextStep ? { text: nextStep, dueOn: dueOn || new Date(Date.now() + WEEK).toISOString().slice(0, 10) } : undefined,
  };
}
