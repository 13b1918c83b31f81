import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Field, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { audiences, blockKinds, LINK_LENGTH, TITLE_LENGTH, WORDS_LENGTH, YEARS } from "@/server/features/newsletters/schema";

import { GatedBox, GatedLine } from "../shell/gate-notes";
import { GateWords } from "../shell/gate-words";
import { yearLabel } from "../shell/year-label";
import { removeAction, saveAction } from "./actions";
import type { Edited } from "./answers";
import { NEWS } from "./places";

type EditedBlock = Edited["blocks"][number];

const timeOf = (minutes: number | null) => (minutes === null ? "" : `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`);

/** A new piece of any kind, under another or at the end. */
async function AddMenu({ under, open }: { under: string; open: boolean }) {
  const [t, kinds] = await Promise.all([getTranslations("newsletters.staff"), getTranslations("newsletters.add")]);
  return (
    <details open={open} className="rounded-m border-2 border-dashed border-line px-3">
      <summary className="flex min-h-11 items-center gap-2 font-bold text-brand"><Icon name="plus" />{t(under ? "addUnder" : "add")}</summary>
      <div className="flex flex-wrap gap-2 pb-3">
        {blockKinds.map((kind) => <button key={kind} name="then" value={`add:${kind}:${under}`} formNoValidate className="button button-quiet button-small">{kinds(kind)}</button>)}
      </div>
    </details>
  );
}

interface PieceProps {
  block: EditedBlock;
  /** Its place from 1, and how many there are. */
  place: number;
  count: number;
  /** What was typed and could not be saved. */
  typed: Record<string, string>;
}

async function Piece({ block, place, count, typed }: PieceProps) {
  const [t, kinds] = await Promise.all([getTranslations("newsletters.staff"), getTranslations("newsletters.add")]);
  const { id, kind, picture } = block;
  const name = `${place}. ${kinds(kind)}`;
  return (
    <section id={`block-${id}`} aria-label={name} className="card grid scroll-mt-4 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="!text-base">{name}</h2>
        <div className="flex gap-1">
          {([["up", "arrow-up", place === 1], ["down", "arrow-down", place === count], ["remove", "trash", false]] as const).map(([what, icon, off]) => (
            <button key={what} name="then" value={`${what}:${id}`} disabled={off} formNoValidate className="button button-quiet button-small"><Icon name={icon} /><span className="sr-only">{t(what)}: {name}</span></button>
          ))}
        </div>
      </div>
      <input type="hidden" name="block" value={id} />
      <input type="hidden" name={`base-${id}`} value={block.base} />
      {kind === "picture" ? (
        <div className="flex flex-wrap items-center gap-4">
          {picture ? <img src={`/api/newsletters/pictures/${id}?v=${picture.hash}`} alt="" width={160} height={Math.round((160 * picture.height) / picture.width)} className="rounded-m" /> : null}
          <input type="hidden" name={`words-${id}`} value={block.words} />
          <p className="min-w-40 flex-1" lang="en">{block.words || t("noPicture")}</p>
          {block.hidden ? <p className="mark">{t("pictureHidden")}</p> : null}
          <button name="then" value={`picture:${id}`} formNoValidate className="button button-quiet"><Icon name="photo" />{t(picture ? "changePicture" : "choosePicture")}</button>
        </div>
      ) : (
        <div className="field">
          <label htmlFor={`words-${id}`}>{t("words")}</label>
          <GatedBox id={`words-${id}`} name={`words-${id}`} rows={kind === "heading" ? 1 : kind === "text" ? 6 : 3} maxLength={WORDS_LENGTH} defaultValue={typed[`words-${id}`] ?? block.words} />
        </div>
      )}
      {kind === "date" ? (
        <div className="flex flex-wrap gap-4">
          <Field type="date" name={`day-${id}`} label={t("day")} defaultValue={block.happensOn?.toISOString().slice(0, 10)} />
          <Field type="time" name={`time-${id}`} label={t("time")} defaultValue={timeOf(block.happensTime)} />
        </div>
      ) : null}
      {kind === "card" ? <Field name={`link-${id}`} label={t("link")} hint={t("linkHint")} maxLength={LINK_LENGTH} dir="ltr" defaultValue={typed[`link-${id}`] ?? block.link ?? ""} /> : null}
    </section>
  );
}

/** The editor: all pieces in one form, which every button saves whole. It works without script; with it, the words are looked at while they are typed. */
export async function Editor({ newsletter, path }: { newsletter: Edited; path: string }) {
  const [t, years, locale, flash] = await Promise.all([getTranslations("newsletters.staff"), getTranslations("common"), getLocale(), readFlash(path)]);
  const typed = flash?.tone === "stop" ? (flash.values ?? {}) : {};
  const { id, title, titleBase, audience, yearGroups, blocks } = newsletter;
  return (
    <GateWords>
      <form action={saveAction} className="grid max-w-3xl gap-4">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="newsletterId" value={id} />
        <input type="hidden" name="titleBase" value={titleBase} />
        {/* The button that Enter presses in a field: it saves and does nothing more. */}
        <button name="then" value="" className="sr-only" tabIndex={-1} aria-hidden="true">{t("save")}</button>
        <div className="field">
          <label htmlFor="title">{t("newTitle")}</label>
          <GatedLine id="title" name="title" required maxLength={TITLE_LENGTH} defaultValue={typed.title ?? title} />
        </div>
        {blocks.map((block, nth) => (
          <div key={block.id} className="grid gap-3">
            <Piece block={block} place={nth + 1} count={blocks.length} typed={typed} />
            {nth < blocks.length - 1 ? <AddMenu under={block.id} open={false} /> : null}
          </div>
        ))}
        <AddMenu under="" open />
        <details className="card" open={yearGroups.length > 0 || audience === "public"}>
          <summary className="min-h-11 content-center font-bold">{t("who")}</summary>
          <div className="grid gap-4 pt-3">
            <Group legend={t("audience")}>{audiences.map((each) => <Option key={each} type="radio" name="audience" value={each} label={t(`audiences.${each}`)} checked={each === audience} />)}</Group>
            <Group legend={t("years")}>
              <p className="text-ink-soft">{t("yearsHint")}</p>
              <div className="flex flex-wrap gap-2">{YEARS.map((year) => <Option key={year} type="checkbox" name="year" value={String(year)} label={yearLabel(years, year)} checked={yearGroups.includes(year)} />)}</div>
            </Group>
          </div>
        </details>
        <div className="sticky bottom-0 flex flex-wrap gap-3 border-t border-line bg-paper py-3">
          <button name="then" value="" className="button"><Icon name="check" />{t("save")}</button>
          <button name="then" value="send:" className="button button-quiet"><Icon name="mail" />{t("toSending")}</button>
          <a href={`/${locale}${NEWS}/${id}/preview`} className="button button-quiet"><Icon name="eye" />{t("preview")}</a>
        </div>
      </form>
      <details className="max-w-3xl">
        <summary className="min-h-11 content-center">{t("removeAll")}</summary>
        <form action={removeAction} className="grid justify-items-start gap-2 pt-2">
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="newsletterId" value={id} />
          <p>{t("removeAllText")}</p>
          <button className="button button-stop"><Icon name="trash" />{t("removeAllButton")}</button>
        </form>
      </details>
    </GateWords>
  );
}
