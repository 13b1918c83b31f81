import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Choice, Field, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";

import { publishAction } from "./staff-actions";

/** What is to be shared and when, as it stands in the page's address. */
export interface PublishChoice {
  classGroupId: string | undefined;
  className: string | undefined;
  when: "now" | "later";
  day: string;
  time: string;
}

interface ChooseProps {
  choice: PublishChoice;
  classes: { classGroupId: string; name: string; checked: number }[];
  today: string;
}

/** First step: what and when. Sends nothing yet. */
export async function ChoosePublication({ choice, classes, today }: ChooseProps) {
  const t = await getTranslations("staffReports.publish");
  return (
    <form method="get" className="card grid max-w-2xl gap-5">
      <Choice
        name="class" label={t("what")} value={choice.classGroupId ?? ""}
        options={[{ value: "", label: t("whole") }, ...classes.map((group) => ({ value: group.classGroupId, label: t("oneClass", { name: group.name }) }))]}
      />
      <Group legend={t("when")}>
        <Option type="radio" name="when" value="now" label={t("now")} checked={choice.when === "now"} />
        <Option type="radio" name="when" value="later" label={t("later")} checked={choice.when === "later"} />
        <div className="grid gap-4 ps-4 sm:grid-cols-2">
          <Field name="day" label={t("day")} type="date" dir="ltr" min={today} defaultValue={choice.day || today} />
          <Field name="time" label={t("time")} type="time" dir="ltr" defaultValue={choice.time} />
        </div>
        <p className="ps-4 text-ink-soft">{t("zone")}</p>
      </Group>
      <button className="button justify-self-start" name="step" value="confirm">{t("next")}</button>
    </form>
  );
}

interface ConfirmProps {
  roundId: string;
  choice: PublishChoice;
  /** The moment on the school's clock; null for now. */
  at: Date | null;
  zone: string;
  summary: { reports: number; adults: number; withheld: number; rung: number };
}

/** Second step: what will happen, in numbers, and the one button that does it. */
export async function ConfirmPublication({ roundId, choice, at, zone, summary }: ConfirmProps) {
  const [t, locale] = await Promise.all([getTranslations("staffReports.publish"), getLocale()]);
  const change = new URLSearchParams({ class: choice.classGroupId ?? "", when: choice.when, day: choice.day, time: choice.time });
  const lines = [
    { icon: "users", words: t("reports", { reports: summary.reports, adults: summary.adults }) },
    { icon: "lock", words: t("withheld", { count: summary.withheld }) },
    { icon: "phone", words: t("rung", { count: summary.rung }) },
    { icon: "clock", words: at ? t("atMoment", { date: formatDate(locale, at, "moment", zone) }) : t("atNow") },
  ] as const;
  return (
    <form action={publishAction} className="card card-now grid max-w-2xl gap-4">
      <h2>{t("confirmTitle")}</h2>
      <p className="font-bold"><bdi>{choice.className ? t("oneClass", { name: choice.className }) : t("whole")}</bdi></p>
      <ul className="grid gap-2">
        {lines.map((line) => <li key={line.icon} className="flex gap-3"><Icon name={line.icon} className="mt-1" />{line.words}</li>)}
      </ul>
      <p>{at ? t("laterHint") : t("same")}</p>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="roundId" value={roundId} />
      <input type="hidden" name="class" value={choice.classGroupId ?? ""} />
      <input type="hidden" name="when" value={choice.when} />
      <input type="hidden" name="day" value={choice.day} />
      <input type="hidden" name="time" value={choice.time} />
      <div className="flex flex-wrap gap-3">
        <button className="button">{t(at ? "submitLater" : "submitNow")}</button>
        <a className="button button-quiet" href={`?${change}`}>{t("change")}</a>
      </div>
    </form>
  );
}
