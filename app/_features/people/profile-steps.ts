import type { getApi } from "@/app/_trpc/server";
import { isWritten, type ProfileQuestionName } from "@/server/features/people/profile/schema";
import { type Language, languages, otherLanguages } from "@/server/lib/i18n/languages";

export type OwnProfile = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["people"]["profile"]["own"]>>;

/** The pages of the journey. The languages are asked in two: the best first, then the others. */
export const steps = ["speaks", "also", "reading", "reading-language", "prefers", "interpreter"] as const;
export type Step = (typeof steps)[number];

export const HOME = "/family/profile";

/** The message of a step's question. */
export const questionKey = (step: Step) => (step === "reading-language" ? "reading_language" : step);

export function isStep(value: string): value is Step {
  return (steps as readonly string[]).includes(value);
}

/** The page where an answer is changed. */
export const stepOf: Record<ProfileQuestionName, Step> = {
  speaks: "speaks", reading: "reading", reading_language: "reading-language", prefers: "prefers", interpreter: "interpreter",
};

/** The steps that make sense for this adult: who does not read is not asked in which language. */
export function stepsFor(profile: Pick<OwnProfile, "readingNeed">): Step[] {
  return steps.filter((step) => step !== "reading-language" || profile.readingNeed !== "does_not_read");
}

/** Where to go after a step: on to the next one for whoever answers all, back to the answers for whoever changes one. */
export function afterStep(step: Step, goOn: boolean, profile: Pick<OwnProfile, "readingNeed">): string {
  const asked = stepsFor(profile);
  const next = steps.slice(steps.indexOf(step) + 1).find((each) => asked.includes(each));
  // The others belong to the first question of languages, in whichever way it was opened.
  if (step === "speaks" || (goOn && next)) return `${HOME}/${next}${goOn ? "?go=on" : ""}`;
  return HOME;
}

export interface LanguageChoices {
  near: Language[];
  /** Behind "more languages". */
  more: Language[];
}

/** Languages to choose from: those already named and the page's own first, then those with pages, then all others. */
export function languageChoices(step: Step, named: readonly string[], pageTag: string): LanguageChoices {
  const all = [...languages, ...otherLanguages].filter(({ tag }) => step !== "reading-language" || isWritten(tag));
  const first = step === "also" ? [pageTag] : [...named, pageTag];
  const offered = step === "also" ? all.filter(({ tag }) => tag !== named[0]) : all;
  const isNear = ({ tag }: Language) => first.includes(tag) || named.includes(tag) || languages.some((language) => language.tag === tag) || tag === "bfi";
  const rank = ({ tag }: Language) => (first.includes(tag) ? first.indexOf(tag) : first.length);
  return { near: offered.filter(isNear).sort((a, b) => rank(a) - rank(b)), more: offered.filter((language) => !isNear(language)) };
}
