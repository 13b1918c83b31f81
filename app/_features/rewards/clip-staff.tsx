import { type AbstractIntlMessages, NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Choice, Field, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { CLIP_WORDS, keeps } from "@/server/features/rewards/clips/schema";
import { formatDate, formatList, isolateName } from "@/server/lib/i18n/format";
import { intlTag, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { GatedBox } from "../shell/gate-notes";
import { GateWords } from "../shell/gate-words";
import type { StaffCelebration } from "./answers";
import { decideCelebrationAction } from "./celebration-actions";
import { CueDesk } from "./cue-desk";
import { FilmRecorder } from "./film-recorder";
import { CaptionTrack } from "./film-tracks";
import { CELEBRATIONS, clipAt, posterAt } from "./places";

const PLAYER = "celebration-film";

/** The words of what runs in the browser here, and none that it does not use. */
async function ScriptWords({ children }: { children: ReactNode }) {
  const [locale, { rewards }] = await Promise.all([getLocale(), getMessages()]);
  const { recorder, cues } = rewards as Record<string, AbstractIntlMessages>;
  return <NextIntlClientProvider locale={intlTag(locale)} messages={{ rewards: { recorder, cues } } as AbstractIntlMessages} timeZone="Europe/London">{children}</NextIntlClientProvider>;
}

/** The form that keeps a film: who is in it, what is said, and the film itself, made here or chosen. */
async function ClipForm({ celebration }: { celebration: StaffCelebration }) {
  const { id, clip, children, decides } = celebration;
  const [t, locale, flash] = await Promise.all([getTranslations("rewards.celebrate"), getLocale(), readFlash(`${CELEBRATIONS}/${id}`)]);
  // What was typed before a refusal stands here again; the film itself cannot.
  const typed = flash?.tone === "stop" && flash.values?.pupils !== undefined ? { words: flash.values.words, pupils: flash.values.pupils.split(",") } : null;
  return (
    <details open={!clip || typed !== null}>
      <summary className="min-h-11 content-center font-bold">{t(clip ? "otherFilm" : "newFilm")}</summary>
      <form action="/api/rewards/clip" method="post" encType="multipart/form-data" className="grid gap-4 pt-2">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="celebrationId" value={id} />
        <Notice><p>{t("filmRules")}</p></Notice>
        <Group legend={t("inFilm")}>{children.map((child) => <Option key={child.id} type="checkbox" name={`child-${child.id}`} value="1" label={child.name} checked={typed ? typed.pupils.includes(child.id) : child.inClip} />)}</Group>
        <div className="field">
          <label htmlFor="said">{t("whatIsSaid")}</label>
          <p id="said-hint" className="text-sm text-ink-soft">{t("saidHint")}</p>
          <GateWords><GatedBox id="said" name="words" rows={3} required maxLength={CLIP_WORDS} describedBy="said-hint" defaultValue={typed?.words ?? clip?.words} /></GateWords>
        </div>
        <Choice name="keep" label={t("keep")} value="year" options={keeps.map((keep) => ({ value: keep, label: t(`keeps.${keep}`) }))} />
        <ScriptWords><FilmRecorder /></ScriptWords>
        <Field type="file" name="film" label={t("filmFile")} hint={t("filmFileHint")} accept="video/mp4,video/webm,video/quicktime" required />
        <Field type="file" name="poster" label={t("poster")} accept="image/jpeg,image/png,image/webp" />
        <button className="button justify-self-start"><Icon name="check" />{t(decides ? "saveFilm" : "sendFilm")}</button>
      </form>
    </details>
  );
}

/** The film: as it is, whether it waits or is withheld and why, when its captions are shown, and the form that puts one. A phone or a laptop films from here. */
export async function CelebrationClip({ celebration, zone }: { celebration: StaffCelebration; zone: string }) {
  const [t, cues, locale] = await Promise.all([getTranslations("rewards.celebrate"), getTranslations("rewards.cues"), getLocale()]);
  const { id, state, clip, decides } = celebration;
  if (state !== "invited") return null;
  return (
    <section className="card grid max-w-3xl gap-4" aria-labelledby="film">
      <h2 id="film">{t("film")}</h2>
      {clip && clip.lacking.length > 0 ? <Notice tone="stop" title={t("withheld")}><p>{formatList(locale, clip.lacking.map((name) => (name ? isolateName(name) : t("otherChild"))))}</p></Notice> : null}
      {clip?.waits ? <Notice tone="warn"><p>{t("filmWaits")}</p></Notice> : null}
      {clip && clip.lacking.length === 0 ? (
        <video id={PLAYER} controls preload="none" width={clip.width} height={clip.height} poster={clip.poster ? posterAt(id, clip.hash) : undefined} aria-labelledby="film" className="h-auto max-h-80 w-full rounded-m bg-ink">
          <source src={clipAt(id, clip.hash)} type={clip.type} />
          <CaptionTrack celebrationId={id} language={SOURCE_LANGUAGE} first />
        </video>
      ) : null}
      {clip ? <p className="text-ink-soft">{t("keptUntil", { day: formatDate(locale, clip.keepUntil, "day", zone) })}</p> : null}
      {clip && decides ? (
        <form action={decideCelebrationAction} className="flex flex-wrap gap-3">
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="celebrationId" value={id} />
          <input type="hidden" name="version" value={clip.hash} />
          {clip.waits && clip.lacking.length === 0 ? <button name="do" value="approveClip" className="button"><Icon name="check" />{t("saveFilm")}</button> : null}
          <button name="do" value="removeClip" className="button button-quiet"><Icon name="trash" />{t("removeFilm")}</button>
        </form>
      ) : null}
      {clip && (decides || clip.waits) ? (
        <details>
          <summary className="min-h-11 content-center font-bold">{cues("title")}</summary>
          <ScriptWords><CueDesk key={JSON.stringify(clip.cues)} locale={locale} celebrationId={id} version={clip.hash} seconds={clip.seconds} cues={clip.cues} player={PLAYER} /></ScriptWords>
        </details>
      ) : null}
      {decides || !clip || clip.waits ? <ClipForm celebration={celebration} /> : null}
    </section>
  );
}
