import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { readFlash } from "@/app/_trpc/flash";
import { Icon } from "@/app/_ui/icon";
import { NOTE_LENGTH } from "@/server/features/reports/schema";

import { GatedBox } from "../shell/gate-notes";
import { GateWords } from "../shell/gate-words";
import { reopenReportAction, withdrawAction } from "./staff-actions";
import type { Preview } from "./staff-preview";

/** What office and head can do with a report that families have: correct it, take it back, have it written again. */
export async function TakeBack({ preview }: { preview: Preview }) {
  const path = `/staff/reports/preview/${preview.reportId}`;
  const [t, locale, flash] = await Promise.all([getTranslations("staffReports.preview"), getLocale(), readFlash(path)]);
  const hidden = (
    <>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="reportId" value={preview.reportId} />
    </>
  );
  if (preview.state === "withdrawn") {
    return <form action={reopenReportAction}>{hidden}<button className="button"><Icon name="pencil" />{t("reopen")}</button></form>;
  }
  if (preview.state !== "published") return null;
  return (
    <section className="grid gap-3" aria-labelledby="wrong">
      <h2 id="wrong">{t("actions")}</h2>
      <a className="button button-quiet justify-self-start" href={`/${locale}${path}/correct`}><Icon name="pencil" />{t("correct")}</a>
      <details className="card !p-4" open={flash?.values?.reason !== undefined}>
        <summary className="flex min-h-11 items-center gap-2 font-bold"><Icon name="hand-stop" />{t("withdrawTitle")}</summary>
        <form action={withdrawAction} className="mt-3 grid gap-3">
          {hidden}
          <p>{t("withdrawText")}</p>
          <div className="field">
            <label htmlFor="reason">{t("reason")}</label>
            <p id="reason-hint" className="text-ink-soft">{t("reasonHint")}</p>
            <GateWords><GatedBox id="reason" name="reason" required minLength={3} maxLength={NOTE_LENGTH} rows={3} describedBy="reason-hint" defaultValue={flash?.values?.reason} /></GateWords>
          </div>
          <button className="button button-stop justify-self-start">{t("withdraw")}</button>
        </form>
      </details>
    </section>
  );
}
