import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { findLanguage } from "@/server/lib/i18n/languages";

import { workAction } from "./actions";
import type { WorkItem } from "./answers";
import { KeyCap } from "@/app/_ui/key-cap";

const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

/** The translation itself and the buttons that decide about it. */
export async function ItemForm({ item, show, next }: { item: WorkItem; show: string; next: string | null }) {
  const path = `/staff/translation/${item.segmentId}`;
  const [t, locale, flash] = await Promise.all([getTranslations("translation"), getLocale(), readFlash(path)]);
  const refused = flash?.fields?.body;
  const body = flash?.values?.body ?? (item.state === "rejected" ? "" : item.translation ?? "");
  return (
    <form action={workAction} className="card grid gap-3">
      {Object.entries({ locale, segmentId: item.segmentId, language: item.language, sourceHash: item.sourceHash, show, next: next ?? "" }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {refused ? <Notice tone="stop" live><p className="font-bold">{t("done.refused", { reason: t(`faults.${refused}`, { detail: flash?.fields?.detail ?? "" }) })}</p></Notice> : null}
      <label htmlFor="body" className="flex items-center gap-2 font-bold">{t("item.translation")}<KeyCap name="e" /></label>
      <div lang={item.language} dir={findLanguage(item.language)?.dir ?? "ltr"}>
        <textarea id="body" name="body" data-key="e" rows={4} maxLength={2000} defaultValue={body} className="input" aria-invalid={refused ? true : undefined} />
      </div>
      {item.translation ? <p className="text-ink-soft">{t("item.length", { source: letters(item.source), target: letters(item.translation) })}</p> : null}
      <div className="flex flex-wrap gap-2">
        {item.mayApprove ? <button name="as" value="approved" data-key="a" className="button"><Icon name="check" />{t("item.approve")}<KeyCap name="a" inverse /></button> : null}
        <button name="as" value="reviewed" data-key="s" className={`button ${item.mayApprove ? "button-quiet" : ""}`}>{t("item.review")}<KeyCap name="s" inverse={!item.mayApprove} /></button>
        <button name="as" value="draft" data-key="d" className="button button-quiet">{t("item.draft")}<KeyCap name="d" /></button>
        {item.mayApprove && item.translation !== null ? (
          <button name="as" value="reject" data-key="r" className="button button-stop"><Icon name="x" />{t("item.reject")}<KeyCap name="r" /></button>
        ) : null}
      </div>
    </form>
  );
}
