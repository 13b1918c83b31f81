import { getTranslations } from "next-intl/server";

import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { flagAction } from "./actions";
import type { ReportParts } from "./family-model";

type Words = NonNullable<ReportParts["ownWords"]>;

/**
 * "This is not clear" and "this looks wrong" beside words that somebody wrote, for readers of another language. Where there are several
 * sentences the reader says which. What was sent is shown until the school has looked at it.
 */
export async function FlagWords({ words, language, reportId }: { words: Words; language: string; reportId: string }) {
  if (words.sourceLanguage === language || words.sentences.length === 0) return null;
  const t = await getTranslations({ locale: language, namespace: "translation.flag" });
  const open = words.sentences.filter((sentence) => !sentence.flagged);
  const say = { lang: words.language, dir: pageLanguage(words.language).dir };
  const [only] = words.sentences;
  return (
    <div className="no-print grid gap-2" id={`words-${only?.id ?? ""}`}>
      {words.sentences.filter((sentence) => sentence.flagged).map((sentence) => (
        <Notice key={sentence.id} tone="good">
          <p>{t("sent")}</p>
          {words.sentences.length > 1 ? <p {...say} className="text-ink-soft">{sentence.body}</p> : null}
        </Notice>
      ))}
      {open.length > 0 ? (
        <details className="text-sm">
          <summary className="inline-flex min-h-12 items-center gap-2 text-brand underline underline-offset-4"><Icon name="hand-stop" />{t("title")}</summary>
          <form action={flagAction} className="grid gap-3">
            <input type="hidden" name="locale" value={language} />
            <input type="hidden" name="reportId" value={reportId} />
            <input type="hidden" name="place" value={only?.id ?? ""} />
            {open.length === 1 ? <input type="hidden" name="segmentId" value={open[0]?.id} /> : (
              <fieldset className="grid gap-2">
                <legend className="legend mb-1">{t("which")}</legend>
                {open.map((sentence, index) => (
                  <label key={sentence.id} className="flex min-h-12 items-center gap-3 rounded-m border-2 border-line bg-card px-4 py-2 has-checked:border-brand has-checked:bg-brand-wash">
                    <input type="radio" name="segmentId" value={sentence.id} defaultChecked={index === 0} className="size-5 flex-none accent-brand" />
                    <span {...say}>{sentence.body}</span>
                  </label>
                ))}
              </fieldset>
            )}
            <div className="grid gap-2 sm:grid-cols-2">
              <button name="kind" value="unclear" className="button button-quiet">{t("unclear")}</button>
              <button name="kind" value="wrong" className="button button-quiet">{t("wrong")}</button>
            </div>
          </form>
        </details>
      ) : null}
    </div>
  );
}
