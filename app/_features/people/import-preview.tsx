import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { countRemovals } from "@/server/features/people/import/schema";

import { applyImportAction, discardImportAction } from "./import-actions";
import { ImportCounts } from "./import-counts";
import type { Run } from "./import-progress";
import { ImportSamples } from "./import-samples";

/** What an import would change, and the two ways on. What goes away is named before the button. */
export async function ImportPreview({ run }: { run: Run }) {
  const [t, locale] = await Promise.all([getTranslations("import.run"), getLocale()]);
  const removals = countRemovals(run.summary);
  const changes = Object.values(run.summary.counts).reduce((sum, counts) => sum + (counts ? counts.added + counts.changed + counts.removed : 0), 0);
  return (
    <>
      <div>
        <h2>{t(changes > 0 ? "previewTitle" : "sameTitle")}</h2>
        <p>{t(changes > 0 ? "previewText" : "sameText")}</p>
        <p className="max-w-2xl text-ink-soft">{t("ownWords")}</p>
      </div>
      {removals > 0 ? <Notice tone="stop" title={t("removedTitle", { count: removals })}><p>{t("removedText")}</p></Notice> : null}
      {run.summary.warnings > 0 ? <Notice tone="warn"><p>{t("warnings", { count: run.summary.warnings })}</p></Notice> : null}
      <ImportCounts counts={run.summary.counts} />
      <ImportSamples samples={run.summary.samples} />
      <div className="card card-now flex max-w-2xl flex-wrap items-end gap-4">
        <form action={applyImportAction} className="grid gap-3">
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="runId" value={run.id} />
          <input type="hidden" name="removals" value={removals} />
          {removals > 0 ? (
            <label className="flex min-h-11 items-center gap-3">
              <input type="checkbox" name="seen" value="yes" required className="size-5 flex-none accent-brand" />
              {t("removedCheck")}
            </label>
          ) : null}
          <button className="button"><Icon name="check" />{t("apply")}</button>
        </form>
        <form action={discardImportAction}>
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="runId" value={run.id} />
          <button className="button button-stop"><Icon name="x" />{t("discard")}</button>
        </form>
      </div>
    </>
  );
}
