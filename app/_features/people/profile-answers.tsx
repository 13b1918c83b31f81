import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { Sound } from "@/app/_ui/sound";
import { profileQuestions, type ProfileQuestionName } from "@/server/features/people/profile/schema";
import { findLanguage } from "@/server/lib/i18n/languages";

import { preferencePictures } from "./profile-preferences";
import { NoVoice, stepPictures } from "./profile-question";
import type { SoundOf } from "./profile-sounds";
import { HOME, type OwnProfile, stepOf } from "./profile-steps";

/** All answers of an adult, each with its picture and the way to change it; the start for whoever has said nothing. */
export async function ProfileAnswers({ own, sound, phone }: { own: OwnProfile; sound: SoundOf; phone: string }) {
  const [t, locale] = await Promise.all([getTranslations("profile"), getLocale()]);
  const questions = profileQuestions.filter((question) => question !== "reading_language" || own.readingNeed !== "does_not_read");
  const all = questions.every((question) => own.answered.includes(question));
  return (
    <>
      <div className="flex items-center gap-4">
        <span className="grid size-20 flex-none place-items-center rounded-full bg-brand-wash"><Picture name="talk" size={52} /></span>
        <h1>{t("family.title")}</h1>
      </div>
      <div className={`card grid gap-3 ${all ? "" : "card-now"}`}>
        <p>{t("family.lead")}</p>
        <Sound src={sound("profile.family.lead")} label={t("family.listen", { words: t("family.title") })} />
        <NoVoice sound={sound} phone={phone} />
        <a className={`button min-h-14 text-lg ${all ? "button-quiet" : ""}`} href={`/${locale}${HOME}/speaks?go=on`}>
          {t(all ? "family.again" : "family.start")}<Icon name="arrow-right" flip />
        </a>
      </div>
      <ul className="grid gap-3">
        {questions.map((question) => (
          <li key={question} className="card grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-3 !p-4">
            <Picture name={stepPictures[stepOf[question]]} size={40} />
            <div>
              <h2 className="text-sm font-normal text-ink-soft">{t(`short.${question}`)}</h2>
              {own.answered.includes(question) ? <Answer question={question} own={own} /> : <p>{t("family.notSaid")}</p>}
            </div>
            <a className="button button-quiet button-small !min-h-12 !px-3" href={`/${locale}${HOME}/${stepOf[question]}`}>
              {t("family.change")}<span className="sr-only">: {t(`short.${question}`)}</span>
            </a>
          </li>
        ))}
      </ul>
      <p className="flex items-center gap-2 text-ink-soft"><Icon name="lock" />{t("family.private")}</p>
    </>
  );
}

/** An answer in words and, where there is one, its picture. */
async function Answer({ question, own }: { question: ProfileQuestionName; own: OwnProfile }) {
  const t = await getTranslations("profile");
  const line = "flex flex-wrap items-center gap-x-3 gap-y-1 font-bold";
  const one = "flex items-center gap-2 font-bold";
  if (question === "reading") return <p className={one}><Picture name={own.readingNeed} size={32} />{t(`reading.${own.readingNeed}`)}</p>;
  if (question === "interpreter") {
    const value = own.needsInterpreter ? "yes" : "no";
    return <p className={one}><Picture name={`interpreter_${value}`} size={32} />{t(`interpreter.${value}`)}</p>;
  }
  if (question === "prefers") {
    return (
      <ol className={line}>
        {own.prefers.map((each) => <li key={each} className="flex items-center gap-1"><Picture name={preferencePictures[each]} size={28} />{t(`prefers.${each}`)}</li>)}
      </ol>
    );
  }
  const tags = question === "speaks" ? own.spokenLanguages : own.readingLanguage ? [own.readingLanguage] : [];
  return (
    <ul className={line}>
      {tags.map((tag) => <li key={tag}><bdi lang={tag} dir={findLanguage(tag)?.dir} className="own-name">{findLanguage(tag)?.ownName ?? tag}</bdi></li>)}
    </ul>
  );
}

/** The way in from other pages of the family. */
export async function ProfileLink() {
  const [t, locale] = await Promise.all([getTranslations("profile"), getLocale()]);
  return (
    <section className="card grid gap-3">
      <div className="flex items-center gap-4">
        <Picture name="talk" size={48} />
        <div>
          <h2>{t("family.title")}</h2>
          <p>{t("account.body")}</p>
        </div>
      </div>
      <a className="button button-quiet" href={`/${locale}${HOME}`}>{t("account.button")}</a>
    </section>
  );
}
