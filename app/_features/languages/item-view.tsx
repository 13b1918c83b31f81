import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { stakes } from "@/server/features/languages/schema";
import { formatDate } from "@/server/lib/i18n/format";
import { findLanguage } from "@/server/lib/i18n/languages";

import { askBackAction, handleFlagsAction, stakesAction } from "./actions";
import type { WorkItem } from "./answers";
import { FaultList } from "./fault-list";
import { KeyCap } from "@/app/_ui/key-cap";
import { stateTones } from "./queue-view";

interface Props {
  item: WorkItem;
  show: string;
  zone: string;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return <section className="card grid content-start gap-2"><h2 className="text-base">{title}</h2>{children}</section>;
}

async function Hidden({ item, show }: { item: WorkItem; show: string }) {
  const locale = await getLocale();
  return Object.entries({ locale, segmentId: item.segmentId, textId: item.textId, language: item.language, show }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}

/** The sentence as it was written, with what is locked away in it and the sentences around it. */
export async function ItemSource({ item }: { item: WorkItem }) {
  const t = await getTranslations("translation");
  return (
    <section className="card grid gap-2">
      <h2 className="text-base">{t("item.source")}</h2>
      <p lang={item.sourceLanguage} dir="auto" className="text-lg">{item.source}</p>
      <p className="flex flex-wrap gap-2">
        <Badge tone={stateTones[item.state]}>{t(`states.${item.state}`)}</Badge>
        <Badge>{t(`kinds.${item.kind}`)}</Badge>
        {item.stakes !== "ordinary" ? <Badge tone="stop">{t(`stakes.${item.stakes}`)}</Badge> : null}
      </p>
      {item.slots.length > 0 ? (
        <>
          <p className="text-ink-soft">{t("item.locked")}</p>
          <ul className="text-ink-soft">{item.slots.map((slot, index) => <li key={index} dir="auto">{t("item.slot", { n: index + 1, kind: t(`slots.${slot.kind}`), value: slot.value })}</li>)}</ul>
        </>
      ) : null}
      {item.neighbours.length > 1 ? (
        <details>
          <summary className="min-h-11 py-2 text-brand underline underline-offset-4">{t("item.neighbours")}</summary>
          <ol className="grid gap-2">
            {item.neighbours.map((each) => (
              <li key={each.position} className={each.here ? "font-bold" : ""}>
                <span lang={item.sourceLanguage} dir="auto" className="block">{each.source}</span>
                {each.translation ? <span lang={item.language} dir={findLanguage(item.language)?.dir} className="block text-ink-soft">{each.translation}</span> : null}
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </section>
  );
}

/** What helps to judge: checks, school words, what parents said, the way back, what it is about, who did what. */
export async function ItemHelp({ item, show, zone }: Props) {
  const [t, locale] = await Promise.all([getTranslations("translation"), getLocale()]);
  const hidden = <Hidden item={item} show={show} />;
  return (
    <div className="grid content-start gap-4">
      {item.flags.length > 0 ? (
        <Part title={t("item.flags")}>
          <ul>{item.flags.map((flag, index) => <li key={index}>{t(`flag.${flag.kind}`)} <span className="text-ink-soft">{formatDate(locale, flag.at, "shortMoment", zone)}</span></li>)}</ul>
          <form action={handleFlagsAction}>{hidden}<button className="button button-quiet button-small">{t("item.handleFlags")}</button></form>
        </Part>
      ) : null}
      {item.translation ? <Part title={t("item.checks")}><FaultList faults={item.faults} /></Part> : null}
      {item.glossary.length > 0 ? (
        <Part title={t("item.glossary")}>
          <dl className="grid gap-2">
            {item.glossary.map((entry) => (
              <div key={entry.term}>
                <dt lang="en" dir="ltr">{entry.term}</dt>
                <dd lang={item.language} dir={findLanguage(item.language)?.dir}><strong>{entry.word}</strong><span className="block text-ink-soft">{entry.explanation}</span></dd>
              </div>
            ))}
          </dl>
        </Part>
      ) : null}
      {item.back || item.mayAskBack ? (
        <Part title={t("item.back")}>
          {item.back ? <p lang={item.sourceLanguage} dir="auto">{item.back}</p> : null}
          <p className="text-ink-soft">{t("item.backHint")}</p>
          {item.mayAskBack ? <form action={askBackAction}>{hidden}<button data-key="b" className="button button-quiet button-small">{t("item.askBack")}<KeyCap name="b" /></button></form> : null}
        </Part>
      ) : null}
      <Part title={t("stakes.label")}>
        <form action={stakesAction} className="grid gap-2">
          {hidden}
          <p className="text-ink-soft">{t("stakes.hint")}</p>
          <div className="flex flex-wrap items-end gap-2">
            <select name="stakes" aria-label={t("stakes.label")} defaultValue={item.stakes} className="input min-w-40 flex-1">
              {stakes.filter((value) => value !== "ordinary" || item.mayDecide || item.stakes === "ordinary").map((value) => <option key={value} value={value}>{t(`stakes.${value}`)}</option>)}
            </select>
            <SaveButton />
          </div>
        </form>
      </Part>
      {item.history.length > 0 ? (
        <Part title={t("item.history")}>
          <ul className="grid gap-2">
            {item.history.map((row, index) => (
              <li key={index}>
                <span className="block text-ink-soft">
                  <bdi>{row.who ?? (row.outside ? t("item.outside", { name: row.outside }) : t("item.computer"))}</bdi> · {t(`states.${row.status === "draft" && row.origin === "machine" ? "machine" : row.status}`)} · {formatDate(locale, row.at, "shortMoment", zone)}
                </span>
                <span lang={item.language} dir={findLanguage(item.language)?.dir} className="block">{row.body}</span>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
    </div>
  );
}

async function SaveButton() {
  const common = await getTranslations("common.actions");
  return <button className="button button-quiet button-small">{common("save")}</button>;
}
