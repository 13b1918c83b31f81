import { getTranslations } from "next-intl/server";
import { v7 as uuid } from "uuid";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Choice, Field, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { interpreters } from "@/server/features/contacts/schema";
import { lengths, purposes } from "@/server/features/contacts/visits/schema";
import { formatDate } from "@/server/lib/i18n/format";

import { GatedBox } from "../shell/gate-notes";
import { GateWords } from "../shell/gate-words";
import { planVisitAction } from "./visit-actions";
import type { PlanChoices } from "./visit-answers";

export interface Asked {
  child: string;
  adult: string;
  lead: string;
  second: string;
  minutes: number;
  task: string;
}

/** Times to tick at which everybody who goes is free, and room for two others. */
export async function TimeChoices({ times, zone }: { times: Date[]; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("visits.staff"), getLocale()]);
  return (
    <>
      <Group legend={t("times")}>
        <p className="text-ink-soft">{t(times.length > 0 ? "timesHint" : "noTimes")}</p>
        {times.map((at, nth) => <Option key={at.toISOString()} type="checkbox" name="slot" value={at.toISOString()} label={formatDate(locale, at, "moment", zone)} checked={nth < 4} />)}
      </Group>
      {["1", "2"].map((nth) => (
        <div key={nth} className="flex flex-wrap gap-3">
          <Field type="date" name={`day-${nth}`} label={t("otherDay")} />
          <Field type="time" name={`time-${nth}`} label={t("time")} />
        </div>
      ))}
    </>
  );
}

/** Who goes and for how long: asked first, because the times follow from it. */
export async function WhoGoes({ asked, choices }: { asked: Asked; choices: PlanChoices }) {
  const t = await getTranslations("visits.staff");
  const people = choices.colleagues.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form method="get" className="card grid max-w-2xl gap-3">
      {(["child", "adult", "task"] as const).map((name) => (asked[name] ? <input key={name} type="hidden" name={name} value={asked[name]} /> : null))}
      {choices.twoPeople ? <Notice tone="warn"><p>{t(`two.${choices.twoPeople}`)}</p></Notice> : null}
      <div className="grid gap-3 md:grid-cols-3">
        <Choice name="lead" label={t("leadPerson")} value={asked.lead} options={people} />
        <Choice name="second" label={t("second")} value={asked.second} options={[{ value: "", label: t("nobody") }, ...people]} />
        <Choice name="minutes" label={t("length")} value={String(asked.minutes)} options={lengths.map((minutes) => ({ value: String(minutes), label: t("minutes", { minutes }) }))} />
      </div>
      <button className="button button-quiet justify-self-start"><Icon name="clock" />{t("showTimes")}</button>
    </form>
  );
}

/** The plan itself. Nothing is said to the family before somebody else has authorised it. */
export async function PlanForm({ asked, choices, path, zone }: { asked: Asked; choices: PlanChoices; path: string; zone: string }) {
  const [t, why, inter, locale, flash] = await Promise.all([getTranslations("visits.staff"), getTranslations("visits.purposes"), getTranslations("contacts.interpreters"), getLocale(), readFlash(path)]);
  const typed = flash?.values ?? {};
  return (
    <GateWords>
      <form action={planVisitAction} className="card grid max-w-2xl gap-4">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="key" value={uuid()} />
        {Object.entries(asked).map(([name, value]) => (value ? <input key={name} type="hidden" name={name} value={value} /> : null))}
        <Choice name="purpose" label={t("why")} value={typed.purpose} options={purposes.map((each) => ({ value: each, label: why(each) }))} />
        <div className="field">
          <label htmlFor="words">{t("words")}</label>
          <p id="words-hint" className="text-ink-soft">{t("wordsHint")}</p>
          <GatedBox id="words" name="words" rows={3} maxLength={2_000} required describedBy="words-hint" defaultValue={typed.words} />
        </div>
        <Choice name="interpreter" label={t("interpreter")} value={typed.interpreter ?? (choices.adult.plan.interpreter ? "in_person" : "none")} options={interpreters.map((each) => ({ value: each, label: inter(each) }))} />
        <label className="field"><span className="font-bold">{t("risk")}</span><span className="text-ink-soft">{t("riskHint")}</span>
          <textarea name="riskNotes" rows={2} maxLength={2_000} className="input" defaultValue={typed.riskNotes} />
        </label>
        <Option type="checkbox" name="twoPeople" value="1" label={t("alwaysTwo")} />
        <TimeChoices times={choices.times} zone={zone} />
        <button className="button justify-self-start"><Icon name="check" />{t("plan")}</button>
      </form>
    </GateWords>
  );
}
