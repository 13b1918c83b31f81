import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { formatList, isolateName } from "@/server/lib/i18n/format";

import { decideLearnedAction } from "./actions";
import type { Timeline } from "./answers";
import { languageOf } from "./choices";

/** What was learned of the adults and waits for a person to say that it is so. */
export async function Learned({ timeline }: { timeline: Timeline }) {
  const [t, needs, locale] = await Promise.all([getTranslations("contacts"), getTranslations("people.needs"), getLocale()]);
  const { waiting, adults, pupil } = timeline;
  if (waiting.length === 0) return null;
  const names = new Map(adults.map(({ id, name }) => [id, name]));
  const said = ({ learned, value }: Timeline["waiting"][number]): string =>
    learned === "good_hours" ? formatList(locale, value.map((each) => t(`hours.${each}`))) : learned === "reading" ? needs(value[0] ?? "unknown") : languageOf(locale, value[0] ?? "");
  return (
    <section className="card card-now grid gap-3" aria-labelledby="learned">
      <h2 id="learned" className="text-lg">{t("learned.title")}</h2>
      <ul className="grid gap-3">
        {waiting.map((each) => {
          const words = t(`learned.${each.learned}`, { name: isolateName(names.get(each.adultId) ?? ""), value: said(each) });
          return (
            <li key={each.id}>
              <form action={decideLearnedAction} className="flex flex-wrap items-center gap-3">
                <input type="hidden" name="locale" value={locale} />
                <input type="hidden" name="pupilId" value={pupil.id} />
                <input type="hidden" name="proposalId" value={each.id} />
                <span className="min-w-48 flex-1">{words}</span>
                <button name="decision" value="confirm" className="button button-small">{t("learned.confirm")}<span className="sr-only">: {words}</span></button>
                <button name="decision" value="drop" className="button button-quiet button-small">{t("learned.drop")}<span className="sr-only">: {words}</span></button>
              </form>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
