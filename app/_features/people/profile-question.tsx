import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { PhoneSentence } from "@/app/_ui/phone";
import { Picture } from "@/app/_ui/picture";
import { Sound } from "@/app/_ui/sound";

import { LanguageTiles } from "./profile-languages";
import { Preferences } from "./profile-preferences";
import { answerProfileAction } from "./profile-actions";
import { afterStep, HOME, type OwnProfile, questionKey, type Step, stepsFor } from "./profile-steps";
import type { SoundOf } from "./profile-sounds";
import { AnswerTile } from "./profile-tiles";

export const stepPictures: Record<Step, string> = {
  speaks: "speaking", also: "talk", reading: "letter", "reading-language": "reading", prefers: "bell", interpreter: "interpreter",
};

interface Props {
  step: Step;
  own: OwnProfile;
  goOn: boolean;
  /** Preferences picked on this page and not yet kept, in their order. */
  picked: string[] | null;
  sound: SoundOf;
  phone: string;
}

/** One question on its page: a picture and its words, big answers, and the ways on and back. */
export async function ProfileQuestion({ step, own, goOn, picked, sound, phone }: Props) {
  const [t, locale] = await Promise.all([getTranslations("profile"), getLocale()]);
  const question = t(`questions.${questionKey(step)}`);
  const asked = stepsFor(own);
  const hint = step === "also" ? "many" : step === "prefers" ? "order" : "one";
  const place = asked.indexOf(step) + 1;
  const next = afterStep(step, goOn, own);
  return (
    <>
      {goOn ? (
        <div className="grid gap-2">
          <p className="text-ink-soft">{t("family.step", { step: place, count: asked.length })}</p>
          <div aria-hidden="true" className="flex gap-1.5">
            {asked.map((each, nth) => <span key={each} className={`h-2 flex-1 rounded-full ${nth < place ? "bg-brand" : "bg-line"}`} />)}
          </div>
        </div>
      ) : null}
      <div className="flex items-center gap-4">
        <span className="grid size-20 flex-none place-items-center rounded-full bg-brand-wash"><Picture name={stepPictures[step]} size={52} /></span>
        <h1 id="question">{question}</h1>
      </div>
      <Sound src={sound(`profile.questions.${questionKey(step)}`)} label={t("family.listen", { words: question })} />
      <NoVoice sound={sound} phone={phone} />
      <p className="text-ink-soft">{t(`hints.${hint}`)}</p>
      <Sound src={sound(`profile.hints.${hint}`)} label={t("family.listen", { words: t(`hints.${hint}`) })} />
      <Answers step={step} own={own} goOn={goOn} picked={picked} sound={sound} />
      <nav className="flex flex-wrap gap-x-6 border-t border-line pt-3" aria-label={t("family.title")}>
        <a className="inline-flex min-h-12 items-center gap-2" href={`/${locale}${HOME}`}><Icon name="arrow-left" flip />{t("family.all")}</a>
        {goOn ? <a className="inline-flex min-h-12 items-center gap-2" href={`/${locale}${next}`}>{t("family.skip")}<Icon name="arrow-right" flip /></a> : null}
      </nav>
    </>
  );
}

/** Says that nothing here speaks the reader's language, and whom to ring instead. Nothing where something does. */
export async function NoVoice({ sound, phone }: { sound: SoundOf; phone: string }) {
  if (sound("profile.family.lead")) return null;
  const t = await getTranslations("listen.none");
  return <p className="flex items-center gap-3"><Picture name="phone" size={40} /><span>{t("title")}. <PhoneSentence text={t("school", { phone })} number={phone} /></span></p>;
}

/** What every form of the journey carries. */
export async function StepFields({ step, goOn }: { step: Step; goOn: boolean }) {
  const locale = await getLocale();
  return (
    <>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="step" value={step} />
      {goOn ? <input type="hidden" name="go" value="on" /> : null}
    </>
  );
}

async function Answers({ step, own, goOn, picked, sound }: Omit<Props, "phone">) {
  const t = await getTranslations("profile");
  if (step === "prefers") return <Preferences own={own} goOn={goOn} picked={picked} sound={sound} fields={<StepFields step={step} goOn={goOn} />} />;
  if (step !== "reading" && step !== "interpreter") return <LanguageTiles step={step} own={own} sound={sound} fields={<StepFields step={step} goOn={goOn} />} />;
  const answers = step === "reading"
    ? (["reads", "reads_with_help", "does_not_read"] as const).map((value) => ({ value, picture: value, key: `reading.${value}`, chosen: own.readingNeed === value }))
    : (["yes", "no"] as const).map((value) => ({
        value, picture: `interpreter_${value}`, key: `interpreter.${value}`, chosen: own.answered.includes("interpreter") && own.needsInterpreter === (value === "yes"),
      }));
  return (
    <form action={answerProfileAction}>
      <StepFields step={step} goOn={goOn} />
      <ul className={`grid gap-4 ${step === "interpreter" ? "grid-cols-2" : ""}`} aria-labelledby="question">
        {answers.map(({ value, picture, key, chosen }) => (
          <AnswerTile
            key={value} name="value" value={value} picture={picture} chosen={chosen} state={chosen ? t("family.now") : undefined} tall={step === "interpreter"}
            sound={{ src: sound(`profile.${key}`), label: t("family.listen", { words: t(key) }) }}
          >
            {t(key)}
          </AnswerTile>
        ))}
      </ul>
    </form>
  );
}
