import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { LADDER_DAYS, ladderKinds, newsCalls } from "@/server/features/delivery/pace/schema";

import { paceAction } from "./topic-actions";

type Pace = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["delivery"]["pace"]["get"]>>;

const timeOf = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** The school's quiet hours, how much a family gets in a week, how news is told by telephone, and for each kind of letter what follows when nobody answers. */
export async function PaceForm({ pace, path }: { pace: Pace; path: string }) {
  const [t, kinds, news, locale, flash] = await Promise.all([getTranslations("delivery.pace"), getTranslations("delivery.pace.kinds"), getTranslations("delivery.pace.newsCalls"), getLocale(), readFlash(path)]);
  const typed = flash?.tone === "stop" ? (flash.values ?? {}) : {};
  const day = (name: string, value: number | null) => typed[name] ?? (value === null ? "" : String(value));
  return (
    <form action={paceAction} className="grid max-w-2xl gap-5">
      <input type="hidden" name="locale" value={locale} />
      <section className="card grid gap-3">
        <h2>{t("quietTitle")}</h2>
        <p className="text-ink-soft">{t("quietHint")}</p>
        <div className="flex flex-wrap gap-3">
          <Field type="time" name="quietFrom" label={t("from")} required defaultValue={typed.quietFrom ?? timeOf(pace.quietFrom)} />
          <Field type="time" name="quietTo" label={t("to")} required defaultValue={typed.quietTo ?? timeOf(pace.quietTo)} />
        </div>
      </section>
      <section className="card grid gap-3">
        <h2>{t("weekTitle")}</h2>
        <Field type="number" name="weeklyMost" label={t("weekLabel")} hint={t("weekHint")} min={1} max={50} required defaultValue={typed.weeklyMost ?? pace.weeklyMost} />
      </section>
      <fieldset className="card grid gap-3">
        <legend className="contents"><h2>{t("newsTitle")}</h2></legend>
        <p className="text-ink-soft">{t("newsHint")}</p>
        {newsCalls.map((how) => (
          <label key={how} className="flex min-h-11 items-center gap-3">
            <input type="radio" name="newsCalls" value={how} required defaultChecked={(typed.newsCalls ?? pace.newsCalls) === how} className="size-5 flex-none accent-brand" />
            {news(how)}
          </label>
        ))}
      </fieldset>
      <section className="card grid gap-3">
        <h2>{t("ladderTitle")}</h2>
        <p className="text-ink-soft">{t("ladderHint")}</p>
        {ladderKinds.map((kind) => (
          <fieldset key={kind} className="grid gap-2">
            <legend className="mb-2 w-full border-t border-line pt-3 font-bold">{kinds(kind)}</legend>
            <div className="flex flex-wrap gap-3">
              <Field type="number" name={`text-${kind}`} label={t("text")} min={0} max={LADDER_DAYS} defaultValue={day(`text-${kind}`, pace.ladders[kind].text)} />
              <Field type="number" name={`call-${kind}`} label={t("call")} min={0} max={LADDER_DAYS} defaultValue={day(`call-${kind}`, pace.ladders[kind].call)} />
            </div>
          </fieldset>
        ))}
      </section>
      <fieldset className="card grid gap-3">
        <legend className="contents"><h2>{t("postTitle")}</h2></legend>
        {!pace.canPost && pace.postLetters ? <Notice tone="warn"><p>{t("postLost")}</p></Notice> : null}
        <p className="text-ink-soft">{t(pace.canPost ? "postHint" : "postNotSet")}</p>
        {pace.canPost ? (["0", "1"] as const).map((value) => (
          <label key={value} className="flex min-h-11 items-center gap-3">
            <input type="radio" name="postLetters" value={value} required defaultChecked={(typed.postLetters ?? (pace.postLetters ? "1" : "0")) === value} className="size-5 flex-none accent-brand" />
            {t(value === "1" ? "postYes" : "postNo")}
          </label>
        )) : <input type="hidden" name="postLetters" value={pace.postLetters ? "1" : "0"} />}
        <p><a href={`/${locale}/staff/letters`} className="inline-flex min-h-11 items-center">{t("postToPrint")}</a></p>
      </fieldset>
      <button className="button justify-self-start"><Icon name="check" />{t("save")}</button>
    </form>
  );
}
