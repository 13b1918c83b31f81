import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Choice, Field } from "@/app/_ui/field";
import type { ListCaseloads } from "@/server/features/contacts/caseloads/schema";
import { formatDate, formatList, isolateName } from "@/server/lib/i18n/format";

import { yearLabel } from "../shell/year-label";
import { assignAction, coverAction } from "./actions";
import type { Caseloads } from "./answers";
import { languageOf } from "./choices";

const needs = ["unassigned", "interpreter", "does_not_read", "looked_after"] as const;
const DAY = 86_400_000;

/** How the work is spread over the workers, and who steps in for whom. */
export async function WorkerTable({ workers }: { workers: Caseloads["workers"] }) {
  const [t, locale] = await Promise.all([getTranslations("contacts.caseloads"), getLocale()]);
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("balance")}>
      <table className="table table-cards">
        <thead><tr>{(["worker", "families", "weight", "beyond", "coverTitle"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}</tr></thead>
        <tbody>
          {workers.map((worker) => (
            <tr key={worker.id}>
              <th scope="row"><bdi>{worker.name}</bdi><span className="block font-normal text-ink-soft">{formatList(locale, worker.languages.map((tag) => languageOf(locale, tag)))}</span></th>
              <td data-label={t("families")}>{worker.families}</td>
              <td data-label={t("weight")}>{worker.weight}</td>
              <td data-label={t("beyond")}><bdi dir="ltr">{worker.beyond > 0 ? "+" : worker.beyond < 0 ? "−" : ""}{Math.abs(worker.beyond)} %</bdi></td>
              <td data-label={t("coverTitle")}>
                {worker.cover ? t("coverLine", {
                  name: isolateName(worker.cover.name), from: formatDate(locale, worker.cover.from, "shortDay", "UTC"), until: formatDate(locale, new Date(worker.cover.until.getTime() - DAY), "shortDay", "UTC"),
                }) : "–"}
                {worker.handoverNote ? <span className="block text-ink-soft" dir="auto">{worker.handoverNote}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Chooses which families are shown. */
export async function CaseloadFilter({ filter, languages }: { filter: ListCaseloads; languages: string[] }) {
  const [t, common, locale] = await Promise.all([getTranslations("contacts.caseloads"), getTranslations("common.actions"), getLocale()]);
  return (
    <form className="flex max-w-3xl flex-wrap items-end gap-3">
      <div className="min-w-40 flex-1"><Choice name="language" label={t("language")} value={filter.language ?? ""} options={[{ value: "", label: t("all") }, ...languages.map((value) => ({ value, label: languageOf(locale, value) }))]} /></div>
      <div className="min-w-40 flex-1"><Choice name="need" label={t("need")} value={filter.need ?? ""} options={[{ value: "", label: t("all") }, ...needs.map((value) => ({ value, label: t(`needs.${value}`) }))]} /></div>
      <button className="button button-quiet">{common("show")}</button>
    </form>
  );
}

const workerOptions = (workers: Caseloads["workers"]) => workers.map(({ id, name }) => ({ value: id, label: name }));

async function Kept({ filter }: { filter: ListCaseloads }) {
  const locale = await getLocale();
  return Object.entries({ locale, language: filter.language ?? "", need: filter.need ?? "" }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}

/** The families that were asked for, to be ticked and given to a worker: one tick gives all children of a family. */
export async function FamilyTable({ families, workers, filter }: { families: Caseloads["families"]; workers: Caseloads["workers"]; filter: ListCaseloads }) {
  const [t, common, locale] = await Promise.all([getTranslations("contacts.caseloads"), getTranslations("common"), getLocale()]);
  if (families.length === 0) return <Empty picture="group" title={t("none")} />;
  const names = new Map(workers.map(({ id, name }) => [id, name]));
  return (
    <form action={assignAction} className="grid gap-4">
      <Kept filter={filter} />
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("families")}>
        <table className="table table-cards">
          <thead><tr>{(["children", "language", "need", "weight", "worker"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}</tr></thead>
          <tbody>
            {families.map((family) => (
              <tr key={family.familyId}>
                <th scope="row">
                  <label className="flex min-h-11 items-center gap-3">
                    <input type="checkbox" name="pupilId" value={family.pupils[0]?.id} className="size-5 flex-none accent-brand" />
                    <span>{family.pupils.map((pupil) => <span key={pupil.id} className="block"><bdi>{pupil.name}</bdi> <span className="font-normal text-ink-soft">{yearLabel(common, pupil.yearGroup)}</span></span>)}</span>
                  </label>
                </th>
                <td data-label={t("language")}>{formatList(locale, family.languages.map((tag) => languageOf(locale, tag)))}</td>
                <td data-label={t("need")}>
                  <span className="flex flex-wrap gap-1">
                    {family.interpreter ? <Badge>{t("needs.interpreter")}</Badge> : null}
                    {family.doesNotRead ? <Badge tone="warn">{t("needs.does_not_read")}</Badge> : null}
                    {family.lookedAfter ? <Badge tone="warn">{t("needs.looked_after")}</Badge> : null}
                  </span>
                </td>
                <td data-label={t("weight")}>{family.weight}</td>
                <td data-label={t("worker")}>{family.workerId ? <bdi>{names.get(family.workerId) ?? "–"}</bdi> : <Badge tone="stop">{t("needs.unassigned")}</Badge>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex max-w-3xl flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1"><Choice name="workerId" label={t("assignTo")} options={workerOptions(workers)} /></div>
        <div className="min-w-48 flex-2"><Field id="assign-handover" name="handoverNote" label={t("handover")} maxLength={2_000} /></div>
        <button className="button">{t("assign")}</button>
      </div>
    </form>
  );
}

/** Lets somebody step in for a worker from one day to another. */
export async function CoverForm({ workers, filter }: { workers: Caseloads["workers"]; filter: ListCaseloads }) {
  const [t, common] = await Promise.all([getTranslations("contacts.caseloads"), getTranslations("common.actions")]);
  if (workers.length < 2) return null;
  return (
    <section className="card grid gap-3" aria-labelledby="cover">
      <h2 id="cover" className="text-lg">{t("coverTitle")}</h2>
      <form action={coverAction} className="grid gap-3 sm:grid-cols-2">
        <Kept filter={filter} />
        <Choice id="cover-worker" name="workerId" label={t("worker")} options={workerOptions(workers)} />
        <Choice id="cover-by" name="coverId" label={t("coverBy")} value={workers[1]?.id} options={workerOptions(workers)} />
        <Field id="cover-from" name="from" type="date" required label={t("from")} />
        <Field id="cover-until" name="until" type="date" required label={t("until")} />
        <div className="sm:col-span-2"><Field id="cover-handover" name="handoverNote" label={t("handover")} maxLength={2_000} /></div>
        <button className="button button-quiet justify-self-start">{common("save")}</button>
      </form>
    </section>
  );
}
