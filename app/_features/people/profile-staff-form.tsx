import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { readFlash } from "@/app/_trpc/flash";
import { Choice, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { isWritten, preferences, readingAnswers, staffSources } from "@/server/features/people/profile/schema";
import { languages, otherLanguages } from "@/server/lib/i18n/languages";
import { languageName, listedLanguage } from "@/server/lib/i18n/names";

import { recordProfileAction } from "./profile-actions";
import type { StaffProfile } from "./profile-history";

const everyLanguage = [...languages, ...otherLanguages];
const PLACES = [0, 1, 2] as const;

/** Everything in one form, for the telephone: Tab leads through it in the order in which one asks, Enter keeps it. */
export async function ProfileStaffForm({ known, path }: { known: StaffProfile; path: string }) {
  const [t, needs, common, locale, flash] = await Promise.all([
    getTranslations("profile"), getTranslations("people.needs"), getTranslations("common.actions"), getLocale(), readFlash(path),
  ]);
  const typed = flash?.tone === "stop" ? flash.values : undefined;
  const { adult, profile, history } = known;
  const spoken = typed?.speaks?.split("\n") ?? profile.spokenLanguages.map((tag) => languageName(locale, tag));
  const wished = typed?.prefers?.split("\n") ?? profile.prefers;
  const heard = history.find(({ question, inForce }) => question === "interpreter" && inForce)?.value[0];
  const reading = typed?.reading ?? (profile.readingNeed === "unknown" ? "" : profile.readingNeed);
  const nothing = { value: "", label: t("staff.notAsked") };
  const likes = [nothing, ...preferences.map((each) => ({ value: each, label: t(`prefers.${each}`) }))];
  return (
    <form action={recordProfileAction} className="card grid gap-4">
      <div>
        <h2>{t("staff.formTitle")}</h2>
        <p className="text-ink-soft">{t("staff.formLead")}</p>
      </div>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="adultId" value={adult.id} />
      <datalist id="languages">{everyLanguage.map((language) => <option key={language.tag} value={languageName(locale, language.tag)}>{language.ownName}</option>)}</datalist>
      <div className="grid gap-3 sm:grid-cols-3">
        {[...PLACES, ...spoken.slice(PLACES.length).map((_, nth) => nth + PLACES.length)].map((place) => (
          <div key={place} className="field">
            <label htmlFor={`speaks-${place}`}>{t(place === 0 ? "staff.speaksBest" : "staff.speaksToo")}{place > 1 ? <span className="sr-only"> {place}</span> : null}</label>
            <input id={`speaks-${place}`} name="speaks" list="languages" autoComplete="off" className="input" defaultValue={spoken[place] ?? ""} aria-invalid={flash?.fields?.speaks ? true : undefined} />
          </div>
        ))}
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        <Choice name="reading" label={t("short.reading")} value={reading} options={[nothing, ...readingAnswers.map((each) => ({ value: each, label: needs(each) }))]} />
        <Choice
          name="readingLanguage" label={t("short.reading_language")} value={typed?.readingLanguage ?? profile.readingLanguage ?? ""}
          options={[nothing, ...everyLanguage.filter(({ tag }) => isWritten(tag)).map(({ tag }) => ({ value: tag, label: listedLanguage(locale, tag) }))]}
        />
        <Choice name="interpreter" label={t("short.interpreter")} value={typed?.interpreter ?? heard ?? ""} options={[nothing, ...(["yes", "no"] as const).map((each) => ({ value: each, label: t(`interpreter.${each}`) }))]} />
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        {[...PLACES, ...wished.slice(PLACES.length).map((_, nth) => nth + PLACES.length)].map((place) => (
          <Choice key={place} id={`prefers-${place}`} name="prefers" label={`${t(place === 0 ? "staff.likesFirst" : "staff.likesThen")}${place > 1 ? ` (${place + 1})` : ""}`} value={wished[place] ?? ""} options={likes} />
        ))}
      </div>
      <Group legend={t("staff.source")}>
        <div className="grid gap-2 sm:grid-cols-2">
          {staffSources.map((source) => <Option key={source} type="radio" name="source" value={source} label={t(`sources.${source}`)} checked={(typed?.source ?? "adult_told_staff") === source} />)}
        </div>
      </Group>
      <button className="button justify-self-start"><Icon name="check" />{common("save")}</button>
    </form>
  );
}
