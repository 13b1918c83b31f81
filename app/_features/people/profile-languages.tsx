import type { ReactNode } from "react";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import type { Language } from "@/server/lib/i18n/languages";

import { answerProfileAction } from "./profile-actions";
import type { SoundOf } from "./profile-sounds";
import { languageChoices, type OwnProfile, type Step } from "./profile-steps";
import { AnswerTile, TickTile } from "./profile-tiles";

interface Props {
  step: Exclude<Step, "reading" | "prefers" | "interpreter">;
  own: OwnProfile;
  sound: SoundOf;
  fields: ReactNode;
}

/** Languages, each by its own name in its own letters: one to tap, or several to tick. */
export async function LanguageTiles({ step, own, sound, fields }: Props) {
  const [t, locale] = await Promise.all([getTranslations("profile"), getLocale()]);
  const several = step === "also";
  const named = step === "reading-language" ? (own.readingLanguage ? [own.readingLanguage] : own.spokenLanguages) : own.spokenLanguages;
  const { near, more } = languageChoices(step, named, locale);
  const others = several ? own.spokenLanguages.slice(1) : [];
  const chosen = (tag: string) => (several ? others.includes(tag) : step === "reading-language" ? own.readingLanguage === tag : own.spokenLanguages[0] === tag);
  const tile = (language: Language) => {
    const { tag, dir, ownName } = language;
    const common = {
      name: "value", value: tag, chosen: chosen(tag), picture: tag === "bfi" ? "sign_language" : undefined, wide: ownName.length > 14,
      sound: { src: sound(`language.${tag}`), label: ownName },
    };
    const words = <bdi lang={tag} dir={dir} className="own-name font-normal">{ownName}</bdi>;
    return several ? <TickTile key={tag} {...common}>{words}</TickTile>
      : <AnswerTile key={tag} {...common} state={common.chosen ? t("family.now") : undefined}>{words}</AnswerTile>;
  };
  return (
    <form action={answerProfileAction} className="grid gap-4">
      {fields}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-3" aria-labelledby="question">{near.map(tile)}</ul>
      <details className="rounded-l border-2 border-dashed border-edge">
        <summary className="flex min-h-16 list-none items-center gap-4 px-4 py-3 text-lg [&::-webkit-details-marker]:hidden">
          <Picture name="languages" size={40} />{t("family.moreLanguages")}<Icon name="chevron-down" className="ms-auto" />
        </summary>
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-3 p-3" aria-label={t("family.moreLanguages")}>{more.map(tile)}</ul>
      </details>
      {several ? <button className="button min-h-14 text-lg"><Icon name="check" />{t("family.continue")}</button> : null}
    </form>
  );
}
