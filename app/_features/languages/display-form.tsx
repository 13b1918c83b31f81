import { getTranslations } from "next-intl/server";

import { getChosenDisplay, isOwnPage } from "@/app/_trpc/display";
import { getLocale } from "@/app/_trpc/locale";
import { Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { displayChoices, hasPlainLetters } from "@/server/lib/display";
import { readsNastaliq } from "@/server/lib/i18n/language-table";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { saveDisplayAction } from "./display-actions";

/** The choices of a look, as a plain form. A choice that changes nothing in the page's script is kept unseen. */
export async function DisplayForm({ back }: { back: string }) {
  const [t, locale, { choices, savesData }] = await Promise.all([getTranslations("display"), getLocale(), getChosenDisplay()]);
  const language = pageLanguage(locale);
  const offers = { large: true, contrast: true, plain: hasPlainLetters(language.script), nastaliq: readsNastaliq(language.tag) };
  const offered = displayChoices.filter((choice) => offers[choice]);
  return (
    <>
      <form action={saveDisplayAction} className="card grid gap-4">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="back" value={back} />
        {choices.filter((choice) => !offered.includes(choice)).map((choice) => <input key={choice} type="hidden" name="look" value={choice} />)}
        <Group legend={t("legend")}>
          {offered.map((choice) => <Option key={choice} type="checkbox" name="look" value={choice} label={t(choice)} checked={choices.includes(choice)} />)}
        </Group>
        {savesData && offered.includes("plain") ? <p className="text-ink-soft">{t("saving")}</p> : null}
        <button className="button"><Icon name="check" />{t("save")}</button>
      </form>
      {isOwnPage(back) && back !== "/display" ? (
        <a href={`/${locale}${back}`} className="inline-flex min-h-12 items-center gap-2 justify-self-start font-bold"><Icon name="arrow-left" flip />{t("back")}</a>
      ) : null}
    </>
  );
}
