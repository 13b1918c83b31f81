import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { getLocale } from "@/app/_trpc/locale";
import { yearLabel } from "@/app/_features/shell/year-label";
import { ReachLine } from "@/app/_features/shell/reach-line";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { Phone } from "@/app/_ui/phone";
import { type ListTasks, taskOutcomes } from "@/server/features/delivery/schema";
import { formatDate, formatList } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import { completeTaskAction } from "./actions";
import type { Task } from "./answers";

interface Props {
  task: Task;
  filter: ListTasks;
  /** Whether names lead to the child's page. */
  linked: boolean;
  /** Whether it is the next thing to do. */
  first: boolean;
  now: Date;
  zone: string;
  said?: ReactNode;
  /** What ends the task instead of the list of outcomes: the way to a note of what was said. */
  act?: ReactNode;
}

/** One family: who, why, in which language, by when, and the form that ends it. */
export async function TaskRow({ task, filter, linked, first, now, zone, said, act }: Props) {
  const [t, common, people, locale] = await Promise.all([getTranslations("delivery"), getTranslations("common"), getTranslations("people"), getLocale()]);
  const { adult, pupil } = task;
  const name = adult?.name ?? t(`kinds.${task.kind}`);
  const languages = (adult?.languages ?? []).map((tag) => listedLanguage(locale, tag));
  const child = pupil ? `${pupil.givenName} ${pupil.familyName}, ${yearLabel(common, pupil.yearGroup)}` : null;
  const late = task.dueAt < now;
  return (
    <tr className={first ? "bg-glow-wash" : undefined}>
      <th scope="row">
        {adult?.profileOpen ? <a href={`/${locale}/staff/people/adults/${adult.id}`}><bdi>{name}</bdi></a> : <bdi>{name}</bdi>}
        {pupil?.relation ? <span className="block font-normal text-ink-soft">{people(`relations.${pupil.relation}`)}</span> : null}
        {child && pupil ? (
          <span className="block font-normal text-ink-soft">
            {linked ? <a href={`/${locale}/staff/people/${pupil.id}`}>{t("today.about", { child })}</a> : t("today.about", { child })}
          </span>
        ) : null}
        {adult ? (
          <span className="block font-normal">
            {adult.phone ? <Phone number={adult.phone} /> : t("today.noPhone")}
          </span>
        ) : null}
      </th>
      <td>
        <strong>{t(`kinds.${task.kind}`)}</strong>
        <span className="block">{t(`reasons.${task.reason}`)}</span>
        <span className="mt-1 block text-ink-soft">{task.mine ? t("today.mine") : t("today.office")}</span>
        {said}
      </td>
      <td data-label={t("today.language")}>{languages.length > 0 ? formatList(locale, languages) : t("today.unknownLanguage")}</td>
      <td data-label={t("today.reading")}>
        {adult ? <ReachLine plan={adult.plan} /> : null}
      </td>
      <td data-label={t("today.due")}>
        <time dateTime={task.dueAt.toISOString()}>{formatDate(locale, task.dueAt, "shortMoment", zone)}</time>
        {late ? <span className="mt-1 block"><Badge tone="stop">{t("today.late")}</Badge></span> : null}
      </td>
      <td>
        {act ?? <form action={completeTaskAction} className="flex flex-wrap items-center gap-2">
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="taskId" value={task.id} />
          <input type="hidden" name="kind" value={filter.kind ?? ""} />
          <input type="hidden" name="language" value={filter.language ?? ""} />
          <select name="outcome" className="input min-w-40 flex-1" aria-label={t("today.outcomeFor", { name })}>
            {taskOutcomes.map((outcome) => (
              <option key={outcome} value={outcome}>{t(`outcomes.${outcome}`)}</option>
            ))}
          </select>
          <button className={`button button-small ${first ? "" : "button-quiet"}`}>
            <Icon name="check" />
            {t("today.done")}<span className="sr-only">: <bdi>{name}</bdi></span>
          </button>
        </form>}
      </td>
    </tr>
  );
}
