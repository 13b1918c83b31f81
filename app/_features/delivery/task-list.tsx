import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { getLocale } from "@/app/_trpc/locale";
import { Empty } from "@/app/_ui/empty";
import { Choice } from "@/app/_ui/field";
import { type ListTasks, taskKinds } from "@/server/features/delivery/schema";
import { listedLanguage } from "@/server/lib/i18n/names";

import type { Task } from "./answers";
import { TaskRow } from "./task-row";
import { todayAddress } from "./today-address";

const SHOWN = 100;

/** Up to four numbers, each a way to the list behind it. `waiting`: adults without access, for those who may give it. */
export async function TaskNumbers({ tasks, waiting }: { tasks: Task[]; waiting: number | null }) {
  const [t, locale] = await Promise.all([getTranslations("delivery.today"), getLocale()]);
  const count = (kind: Task["kind"]) => tasks.filter((task) => task.kind === kind).length;
  const numbers = [
    { count: count("call"), label: "toRing", href: todayAddress(locale, { kind: "call" }) },
    { count: count("talk_request"), label: "toTalk", href: todayAddress(locale, { kind: "talk_request" }) },
    ...(waiting === null ? [] : [{ count: waiting, label: "toConfirm", href: `/${locale}/staff/people/confirm` }] as const),
    { count: tasks.filter((task) => task.adult?.needsInterpreter).length, label: "needInterpreter", href: null },
  ] as const;
  return (
    <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {numbers.map((number) => {
        const words = <><b className="block text-xl leading-tight tabular-nums">{number.count}</b>{t(number.label, { count: number.count })}</>;
        const frame = "block h-full rounded-m border border-line bg-card px-4 py-3 text-ink";
        return <li key={number.label}>{number.href ? <a href={number.href} className={`${frame} no-underline hover:bg-brand-wash`}>{words}</a> : <div className={frame}>{words}</div>}</li>;
      })}
    </ul>
  );
}

/** Chooses which tasks are shown: by kind and by language. A plain form, so it works without script. */
export async function TaskFilter({ filter, languages }: { filter: ListTasks; languages: string[] }) {
  const [t, common, locale] = await Promise.all([getTranslations("delivery"), getTranslations("common.actions"), getLocale()]);
  const kinds = [{ value: "", label: t("today.anyKind") }, ...taskKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))];
  const tags = [{ value: "", label: t("today.anyLanguage") }, ...languages.map((tag) => ({ value: tag, label: listedLanguage(locale, tag) }))];
  return (
    <form className="flex max-w-3xl flex-wrap items-end gap-3">
      <div className="min-w-48 flex-1"><Choice name="kind" label={t("today.filterKind")} value={filter.kind ?? ""} options={kinds} /></div>
      <div className="min-w-48 flex-1"><Choice name="language" label={t("today.filterLanguage")} value={filter.language ?? ""} options={tags} /></div>
      <button className="button button-quiet">{common("show")}</button>
    </form>
  );
}

interface ListProps {
  tasks: Task[];
  filter: ListTasks;
  linked: boolean;
  now: Date;
  zone: string;
  /** What belongs to a task: what the family said, when they spoke instead of writing; the page that it is about. */
  said: (task: Task) => ReactNode;
  /** What ends a task in place of its list of outcomes; undefined leaves the list. */
  act: (task: Task) => ReactNode;
}

/** The list itself, the first due first. */
export async function TaskList({ tasks, filter, linked, now, zone, said, act }: ListProps) {
  const t = await getTranslations("delivery.today");
  if (tasks.length === 0) {
    const chosen = Boolean(filter.kind ?? filter.language);
    return <Empty picture="phone" title={t("emptyTitle")}><p>{chosen ? t("emptyFilterText") : t("emptyText")}</p></Empty>;
  }
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("tableLabel")}>
      <table className="table table-cards">
        <thead>
          <tr>
            {(["who", "why", "language", "reading", "due", "action"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}
          </tr>
        </thead>
        <tbody>
          {tasks.slice(0, SHOWN).map((task, i) => <TaskRow key={task.id} task={task} filter={filter} linked={linked} first={i === 0} now={now} zone={zone} said={said(task)} act={act(task)} />)}
        </tbody>
      </table>
    </div>
  );
}
