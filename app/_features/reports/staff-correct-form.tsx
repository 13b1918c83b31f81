import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { readFlash } from "@/app/_trpc/flash";
import { Field, Option } from "@/app/_ui/field";
import { attainments, efforts, GENERAL, NOTE_LENGTH, OWN_WORDS_LENGTH, progresses } from "@/server/features/reports/schema";

import { GatedBox } from "../shell/gate-notes";
import { GateWords } from "../shell/gate-words";
import { correctAction } from "./staff-correct-action";
import { commentValue, type Correctable, type CorrectableEntry } from "./staff-corrections";

/** A published report as a form: what is wrong is changed in its place, and the family is told why. */
export async function CorrectForm({ correctable }: { correctable: Correctable }) {
  const path = `/staff/reports/preview/${correctable.reportId}/correct`;
  const [t, locale, flash] = await Promise.all([getTranslations("staffReports.correct"), getLocale(), readFlash(path)]);
  const typed = flash?.values ?? {};
  const { attendance } = correctable;
  return (
    <GateWords>
      <form action={correctAction} className="grid max-w-3xl gap-5">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="reportId" value={correctable.reportId} />
        <input type="hidden" name="edition" value={correctable.edition} />
        <div className="card card-now field">
          <label htmlFor="note">{t("note")}</label>
          <p id="note-hint" className="text-ink-soft">{t("noteHint")}</p>
          <GatedBox id="note" name="note" required minLength={3} maxLength={NOTE_LENGTH} rows={3} describedBy="note-hint" defaultValue={typed.note} />
        </div>
        {correctable.entries.map((entry) => <EntryFields key={entry.subject} entry={entry} correctable={correctable} typed={typed} />)}
        <fieldset className="card grid gap-3 sm:grid-cols-3">
          <legend className="float-start mb-2 text-lg font-bold sm:col-span-3">{t("attendance")}</legend>
          {(["possible", "absent", "late"] as const).map((field) => (
            <Field key={field} name={field} label={t(field)} inputMode="numeric" dir="ltr" defaultValue={typed[field] ?? attendance?.[field]} />
          ))}
        </fieldset>
        <button className="button justify-self-start">{t("submit")}</button>
      </form>
    </GateWords>
  );
}

interface EntryProps {
  entry: CorrectableEntry;
  correctable: Correctable;
  /** What was typed before the form came back; empty the first time. */
  typed: Record<string, string>;
}

async function EntryFields({ entry, correctable, typed }: EntryProps) {
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
      <SentenceFields entry={entry} correctable={correctable} typed={typed} />
      <div className="field sm:col-span-3">
        <label htmlFor={`${subject}.ownWords`}>{t("ownWords")}</label>
        <GatedBox id={`${subject}.ownWords`} name={`${subject}.ownWords`} rows={3} maxLength={OWN_WORDS_LENGTH} defaultValue={typed[`${subject}.ownWords`] ?? body.ownWords ?? ""} />
      </div>
    </fieldset>
  );
}

/** The sentences of the bank in one entry: each can go, and one can be added. */
async function SentenceFields({ entry, correctable, typed }: EntryProps) {
  const { subject, chosen } = entry;
  const [t, groups] = await Promise.all([getTranslations("staffReports.correct"), getTranslations("reports.grid.groups")]);
  const kept = typed[`${subject}.keep`]?.split(",");
  const offered = correctable.offered.filter((sentence) => subject !== GENERAL || !sentence.needsSubject);
  const names = [...new Set(offered.map((sentence) => sentence.group))];
  return (
    <div className="grid gap-3 sm:col-span-3">
      {chosen.length > 0 ? (
        <div role="group" aria-labelledby={`${subject}.sentences`} className="grid gap-2">
          <p id={`${subject}.sentences`} className="font-bold">{t("keep")}</p>
          <div lang="en" className="grid gap-2">
            {chosen.map(({ comment, text }) => (
              <Option key={commentValue(comment)} type="checkbox" name={`${subject}.keep`} value={commentValue(comment)} label={text} checked={kept?.includes(commentValue(comment)) ?? true} />
            ))}
          </div>
        </div>
      ) : null}
      <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_8rem]">
        <div className="field">
          <label htmlFor={`${subject}.add`}>{t("addSentence")}</label>
          <select id={`${subject}.add`} name={`${subject}.add`} defaultValue={typed[`${subject}.add`] ?? ""} className="input w-full min-w-0">
            <option value="">{t("none")}</option>
            {names.map((group) => (
              <optgroup key={group} label={groups(group)}>
                {offered.filter((sentence) => sentence.group === group).map(({ key, text }) => <option key={key} value={key} lang="en">{text}</option>)}
              </optgroup>
            ))}
          </select>
        </div>
        <Field name={`${subject}.number`} label={t("number")} inputMode="numeric" dir="ltr" defaultValue={typed[`${subject}.number`]} />
      </div>
    </div>
  );
}
