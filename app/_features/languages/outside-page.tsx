import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Empty } from "@/app/_ui/empty";
import { findLanguage } from "@/server/lib/i18n/languages";

import type { Outside } from "./answers";
import { outsideAction } from "./outside-action";

/** The sentences for a translator outside the school: plain forms, one each. */
export async function OutsideSentences({ page, accessKey }: { page: Outside; accessKey: string }) {
  const [t, locale, flash] = await Promise.all([getTranslations("translation"), getLocale(), readFlash("/translate")]);
  if (page.sentences.length === 0) return <Empty picture="languages" title={t("outside.empty")} />;
  const dir = findLanguage(page.language)?.dir ?? "ltr";
  return (
    <ol className="grid gap-5">
      {page.sentences.map((sentence) => {
        const own = flash?.fields?.segmentId === sentence.segmentId ? flash : null;
        const refused = own?.fields?.body;
        const id = `s-${sentence.segmentId}`;
        return (
          <li key={sentence.segmentId} id={sentence.segmentId} className="card grid gap-3">
            <p lang="en" dir="ltr" className="text-lg">{sentence.masked}</p>
            {sentence.slots.length > 0 ? <p className="text-ink-soft">{sentence.slots.map((kind, index) => `${index + 1} = ${t(`slots.${kind}`)}`).join(", ")}</p> : null}
            {sentence.glossary.map((entry) => (
              <p key={entry.term} className="mark"><span lang="en" dir="ltr">{entry.term}</span> = <strong lang={page.language} dir={dir}>{entry.word}</strong></p>
            ))}
            {sentence.mine ? <p className="mark">{t("outside.mine")}</p> : null}
            <form action={outsideAction} className="grid gap-3">
              <input type="hidden" name="locale" value={locale} />
              <input type="hidden" name="key" value={accessKey} />
              <input type="hidden" name="segmentId" value={sentence.segmentId} />
              <input type="hidden" name="sourceHash" value={sentence.sourceHash} />
              <div className="field">
                <label htmlFor={id}>{t("item.translation")}</label>
                {refused ? <p id={`${id}-error`} className="font-bold text-stop">{t(`faults.${refused}`, { detail: own?.fields?.detail ?? "" })}</p> : null}
                <div lang={page.language} dir={dir}>
                  <textarea
                    id={id} name="body" rows={3} maxLength={2000} required className="input" defaultValue={own?.values?.body ?? sentence.draft ?? ""}
                    aria-invalid={refused ? true : undefined} aria-describedby={refused ? `${id}-error` : undefined}
                  />
                </div>
              </div>
              <button className="button justify-self-start">{t("outside.save")}</button>
            </form>
          </li>
        );
      })}
    </ol>
  );
}
