import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { readFlash } from "@/app/_trpc/flash";
import { Field } from "@/app/_ui/field";
import { attainments, efforts, GENERAL, NOTE_LENGTH, OWN_WORDS_LENGTH, progresses } from "@/server/features/reports/schema";

import { correctAction } from "./staff-correct-action";
import type { Correctable } from "./staff-corrections";
import type { Preview } from "./staff-preview";

interface CorrectFormProps {
  preview: Preview;
  correctable: Correctable;
}

/** A published report as a form: what is wrong is changed in its place, and the family is told why. */
export async function CorrectForm({ preview, correctable }: CorrectFormProps) {
  const path = `/staff/reports/preview/${preview.reportId}/correct`;
  const [t, locale, flash] = await Promise.all([getTranslations("staffReports.correct"), getLocale(), readFlash(path)]);
  const typed = flash?.values ?? {};
  const { attendance } = correctable;
  return (
    <form action={correctAction} className="grid max-w-3xl gap-5">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="reportId" value={preview.reportId} />
      <input type="hidden" name="edition" value={preview.edition} />
      <div className="card card-now field">
        <label htmlFor="note">{t("note")}</label>
        <p id="note-hint" className="text-ink-soft">{t("noteHint")}</p>
        <textarea id="note" name="note" required minLength={3} maxLength={NOTE_LENGTH} rows={3} dir="auto" className="input" aria-describedby="note-hint" defaultValue={typed.note} />
      </div>
      {correctable.entries.map((entry) => <EntryFields key={entry.subject} entry={entry} typed={typed} />)}
      <fieldset className="card grid gap-3 sm:grid-cols-3">
        <legend className="float-start mb-2 text-lg font-bold sm:col-span-3">{t("attendance")}</legend>
        {(["possible", "absent", "late"] as const).map((field) => (
          <Field key={field} name={field} label={t(field)} inputMode="numeric" dir="ltr" defaultValue={typed[field] ?? attendance?.[field]} />
        ))}
      </fieldset>
      <p className="text-ink-soft">{t("keepSentences")}</p>
      <button className="button justify-self-start">{t("submit")}</button>
    </form>
  );
}

async function EntryFields({ entry, typed }: { entry: Correctable["entries"][number]; typed: Record<string, string> }) {
  const { subject, body } = entry;
  const [t, reports] = await Promise.all([getTranslations("staffReports.correct"), getTranslations("reports")]);
  const scales = [{ field: "attainment", codes: attainments }, { field: "effort", codes: efforts }, { field: "progress", codes: progresses }] as const;
  return (
    <fieldset className="card grid gap-3 sm:grid-cols-3">
      <legend className="float-start mb-2 text-lg font-bold sm:col-span-3">{reports(`subjects.${subject}`)}</legend>
      {subject === GENERAL ? null : scales.map(({ field, codes }) => (
        <div key={field} className="field">
          <label htmlFor={`${subject}.${field}`}>{reports(`scales.${field}.title`)}</label>
          <select id={`${subject}.${field}`} name={`${subject}.${field}`} defaultValue={typed[`${subject}.${field}`] ?? body[field] ?? ""} className="input">
            <option value="">{t("none")}</option>
            {codes.map((code) => <option key={code} value={code}>{reports(`scales.${field}.${code}`)}</option>)}
          </select>
        </div>
      ))}
      <div className="field sm:col-span-3">
        <label htmlFor={`${subject}.ownWords`}>{t("ownWords")}</label>
        <textarea
          id={`${subject}.ownWords`} name={`${subject}.ownWords`} rows={3} lang="en" dir="auto" maxLength={OWN_WORDS_LENGTH} className="input"
          defaultValue={typed[`${subject}.ownWords`] ?? body.ownWords ?? ""}
        />
      </div>
    </fieldset>
  );
}
