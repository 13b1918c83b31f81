import { getTranslations } from "next-intl/server";

import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { findLanguage, pageLanguage } from "@/server/lib/i18n/languages";

interface Words {
  language: string;
  sourceLanguage: string;
  sentences: { id: string; body: string; flagged: boolean }[];
}

/** Where a tap goes: the feature's own action, and the record in which the words are read. */
export interface FlagForm {
  action: (form: FormData) => Promise<never>;
  record: Record<string, string>;
}

interface Props {
  /** What stands together; what the reader reads as it was written is left out. */
  words: Words | (Words | null)[];
  language: string;
  form: FlagForm;
}

/**
 * "This is not clear" and "this looks wrong" beside words that somebody wrote, for readers of another language. Where there are several
 * sentences the reader says which. What was sent is shown until the school has looked at it. Works without script.
 */
export async function FlagWords({ words, language, form }: Props) {
  const sentences = [words].flat().flatMap((each) => (each && (each.sourceLanguage !== language || each.language !== language) ? each.sentences.map((sentence) => ({ ...sentence, written: each.language })) : []));
  const [first] = sentences;
  if (!first) return null;
  const t = await getTranslations({ locale: language, namespace: "translation.flag" });
  const open = sentences.filter((sentence) => !sentence.flagged);
  const say = (tag: string) => ({ lang: tag, dir: (findLanguage(tag) ?? pageLanguage(tag)).dir });
  const hidden = { locale: language, ...form.record, place: first.id };
  return (
    <div className="no-print grid gap-2" id={`words-${first.id}`}>
      {sentences.filter((sentence) => sentence.flagged).map((sentence) => (
        <Notice key={sentence.id} tone="good">
          <p>{t("sent")}</p>
          {sentences.length > 1 ? <p {...say(sentence.written)} className="text-ink-soft">{sentence.body}</p> : null}
        </Notice>
      ))}
      {open.length > 0 ? (
        <details className="text-sm">
          <summary className="inline-flex min-h-12 items-center gap-2 text-brand underline underline-offset-4"><Icon name="hand-stop" />{t("title")}</summary>
          <form action={form.action} className="grid gap-3">
            {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
            {open.length === 1 ? <input type="hidden" name="segmentId" value={open[0]?.id} /> : (
              <fieldset className="grid gap-2">
                <legend className="legend mb-1">{t("which")}</legend>
                {open.map((sentence, index) => (
                  <label key={sentence.id} className="flex min-h-12 items-center gap-3 rounded-m border-2 border-line bg-card px-4 py-2 has-checked:border-brand has-checked:bg-brand-wash">
                    <input type="radio" name="segmentId" value={sentence.id} defaultChecked={index === 0} className="size-5 flex-none accent-brand" />
                    <span {...say(sentence.written)}>{sentence.body}</span>
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
