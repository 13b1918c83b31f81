import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { readFlash } from "@/app/_trpc/flash";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { NOTE_LENGTH } from "@/server/features/reports/schema";

import { VoiceBox } from "../shell/voice-box";
import { acknowledgeAction } from "./actions";
import type { FamilyReport } from "./family-model";

/** The two answers, always at the bottom: I have read this; I would like to talk. */
export async function FamilyAnswers({ report, view }: { report: FamilyReport; view?: "easy" | "full" }) {
  const path = `/family/reports/${report.reportId}${view === "easy" ? "/easy" : ""}`;
  const [t, locale, flash] = await Promise.all([getTranslations("family.report"), getLocale(), readFlash(path)]);
  const fault = flash?.fields?.voice;
  const hidden = (
    <>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="reportId" value={report.reportId} />
      {view ? <input type="hidden" name="view" value={view} /> : null}
    </>
  );
  return (
    <div id="answers" className="no-print grid gap-3">
      {report.receipt.acknowledgedAt ? (
        <Notice tone="good"><p className="font-bold">{t("readDone")}</p></Notice>
      ) : (
        <form action={acknowledgeAction} className="grid">
          {hidden}
          <button className="button"><Icon name="check" />{t("readButton")}</button>
        </form>
      )}
      {report.receipt.talkRequestedAt ? (
        <Notice tone="good"><p className="font-bold">{t("talkDone")}</p></Notice>
      ) : (
        <details className="rounded-m border-2 border-brand bg-card open:pb-4" open={Boolean(flash?.values?.note || fault)}>
          <summary className="flex min-h-12 list-none items-center justify-center gap-2 px-4 py-2 text-center font-bold text-brand [&::-webkit-details-marker]:hidden">
            <Icon name="phone" />{t("talkButton")}
          </summary>
          <form action={`/api/reports/${report.reportId}/talk`} method="post" encType="multipart/form-data" className="grid gap-3 px-4 pt-2">
            {hidden}
            <p>{t("talkHint")}</p>
            <label className="field"><span className="font-bold">{t("talkNote")}</span>
              <textarea name="note" dir="auto" rows={3} maxLength={NOTE_LENGTH} className="input" defaultValue={flash?.values?.note} />
            </label>
            <VoiceBox fault={fault} />
            <button className="button"><Icon name="phone" />{t("talkSend")}</button>
          </form>
          <script src="/enhance.js" defer />
        </details>
      )}
    </div>
  );
}
