import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { formatDate, isolateName } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import { FlagWords } from "../shell/flag-words";
import type { OwnPromises as Promises } from "./answers";
import { flagPromiseAction, keepPromiseAction } from "./family-actions";

const pictures = { school: "school", family: "home", both: "talk" } as const;

/** What was promised in the family's meetings: who does what until when. Works without script. */
export async function OwnPromises({ promises, zone }: { promises: Promises; zone: string }) {
  const [t, family, signs, locale] = await Promise.all([getTranslations("meetings.promises"), getTranslations("meetings.family"), getTranslations("translation.sign"), getLocale()]);
  return (
    <section className="grid gap-4" aria-labelledby="promises">
      <h2 id="promises">{t("title")}</h2>
      <ul className="grid gap-4">
        {promises.map(({ id, child, teacher, promiser, text, dueAt, keptAt }) => (
          <li key={id}><div className="card grid gap-2">
            <p className="flex flex-wrap items-center gap-3 font-bold"><Picture name={pictures[promiser]} size={36} /><span>{t(`by.${promiser}`)}</span>{keptAt ? <Badge tone="good">{t("kept")}</Badge> : null}</p>
            <p lang={text.language} dir="auto" className="text-lg whitespace-pre-line">{text.body}</p>
            {text.sign ? <p className="mark">{signs(text.sign, { language: listedLanguage(locale, text.language) })}</p> : null}
            <FlagWords words={text} language={locale} form={{ action: flagPromiseAction, record: { promiseId: id } }} />
            <p className="text-ink-soft">{family("about", { child: isolateName(child) })} · {family("with", { teacher: isolateName(teacher) })}</p>
            {keptAt ? null : <p className="flex items-center gap-2 font-bold"><Icon name="calendar-event" />{t("until", { date: formatDate(locale, dueAt, "day", zone) })}</p>}
            {keptAt || promiser === "school" ? null : (
              <form action={keepPromiseAction}>
                <input type="hidden" name="locale" value={locale} />
                <input type="hidden" name="promiseId" value={id} />
                <button className="button button-quiet"><Icon name="check" />{t("keep")}</button>
              </form>
            )}
          </div></li>
        ))}
      </ul>
    </section>
  );
}
