import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Choice, Field } from "@/app/_ui/field";
import { Picture } from "@/app/_ui/picture";
import { MOST_PEOPLE, NOTE_LENGTH } from "@/server/features/events/schema";
import { isPseudo, languages, otherLanguages } from "@/server/lib/i18n/languages";

import type { OpenEvent } from "./answers";
import { needPictures } from "./event-view";

/** What a family has written in a form, by the names of its boxes. */
export type Typed = Record<string, string>;

/** The words for what is wrong with a box, from the codes of a refusal. */
export async function faultWords(fields: Record<string, string>): Promise<(name: string) => string | undefined> {
  const t = await getTranslations("events.errors");
  const named = new Set(["email_needed", "phone_needed", "creche_too_many"]);
  const boxes = new Set(["name", "email", "phone", "people", "sessionId"]);
  return (name) => {
    const code = fields[name] ?? (name === "ages" ? Object.keys(fields).find((field) => field.startsWith("childAges")) && "ages" : undefined);
    if (!code) return undefined;
    if (code === "full") return t(name === "people" ? "fullPeople" : "fullTime");
    if (named.has(code)) return t(code as "email_needed");
    if (name === "ages") return t("ages");
    return boxes.has(name) ? t(name as "people", { most: MOST_PEOPLE }) : t("check");
  };
}

interface WishProps {
  offers: OpenEvent["offers"];
  typed: Typed;
  error: (name: string) => string | undefined;
}

/** How many come, what they need and which language they speak: the same when booking and when changing. */
export async function WishFields({ offers, typed, error }: WishProps) {
  const [t, locale] = await Promise.all([getTranslations("events"), getLocale()]);
  const ticked = new Set((typed.needs ?? "").split(","));
  const spoken = [...languages, ...otherLanguages].filter(({ tag }) => !isPseudo(tag)).map(({ tag, ownName }) => ({ value: tag, label: ownName }));
  return (
    <>
      <Field type="number" name="people" label={t("book.people")} hint={t("book.peopleHint")} min={1} max={MOST_PEOPLE} required inputMode="numeric" defaultValue={typed.people ?? "2"} error={error("people")} />
      <Field name="ages" label={t("book.ages")} hint={t("book.agesHint")} maxLength={80} autoComplete="off" defaultValue={typed.ages} error={error("ages")} />
      {offers.length > 0 ? (
        <fieldset className="grid gap-2">
          <legend className="legend mb-1">{t("book.needs")}</legend>
          {offers.map((need) => (
            <label key={need} className="flex min-h-14 items-center gap-3 rounded-m border-2 border-line bg-card px-4 py-2 has-checked:border-brand has-checked:bg-brand-wash">
              <input type="checkbox" name="need" value={need} defaultChecked={ticked.has(need)} className="size-5 flex-none accent-brand" />
              <Picture name={needPictures[need]} size={36} />
              <span>{t(`needs.${need}`)}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
      {offers.includes("creche") ? <Field type="number" name="creche" label={t("book.creche")} min={0} max={MOST_PEOPLE} inputMode="numeric" defaultValue={typed.creche ?? "0"} error={error("creche")} /> : null}
      {offers.includes("food") ? <Field name="foodWords" label={t("book.foodWords")} maxLength={NOTE_LENGTH} defaultValue={typed.foodWords} /> : null}
      <Choice name="speaks" label={t("book.speaks")} value={typed.speaks ?? (isPseudo(locale) ? "en" : locale)} options={spoken} />
      <div className="field">
        <label htmlFor="words">{t("book.words")}</label>
        <textarea id="words" name="words" rows={2} maxLength={NOTE_LENGTH} dir="auto" className="input" defaultValue={typed.words} />
      </div>
    </>
  );
}
