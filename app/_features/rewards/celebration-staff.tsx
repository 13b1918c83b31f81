import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Choice, Field, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { CLIP_WORDS, keeps } from "@/server/features/rewards/clips/schema";
import { formatDate, formatList, isolateName } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import { GatedBox } from "../shell/gate-notes";
import { GateWords } from "../shell/gate-words";
import type { CelebrationLines, StaffCelebration } from "./answers";
import { decideCelebrationAction } from "./celebration-actions";
import { captionsAt, CELEBRATIONS, clipAt, posterAt } from "./places";

const tones = { draft: "plain", invited: "good", cancelled: "stop" } as const;

/** All celebrations, the newest first. */
export async function CelebrationTable({ celebrations, zone }: { celebrations: CelebrationLines; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.celebrate"), getLocale()]);
  if (celebrations.length === 0) return null;
  return (
    <ul className="grid max-w-3xl gap-2">
      {celebrations.map(({ id, kind, state, startsAt, place, children }) => (
        <li key={id} className="card flex flex-wrap items-center gap-3">
          <a href={`/${locale}${CELEBRATIONS}/${id}`} className="font-bold">{t(`kinds.${kind}`)}, {formatDate(locale, startsAt, "moment", zone)}</a>
          <bdi lang="en">{place}</bdi>
          <span>{t("childCount", { count: children })}</span>
          <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
        </li>
      ))}
    </ul>
  );
}

/** Who comes, who would like the film, and what is needed. */
export async function CelebrationCounts({ celebration }: { celebration: StaffCelebration }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.celebrate"), getLocale()]);
  const { counts, needs, interpreters, answers, state, others } = celebration;
  return (
    <section className="card grid max-w-3xl gap-3" aria-labelledby="answers">
      <h2 id="answers">{t("answers")} <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge></h2>
      <p>{t("counts", { yes: counts.yes, places: counts.places, work: counts.work, no: counts.no, waiting: counts.waiting })}</p>
      {interpreters.length > 0 ? <p>{t("interpreters")}: {formatList(locale, interpreters.map(({ language, adults }) => `${listedLanguage(locale, language)} (${adults})`))}</p> : null}
      {(["step_free", "hearing"] as const).map((need) => ((needs[need] ?? 0) > 0 ? <p key={need}>{t(`needs.${need}`)}: {needs[need]}</p> : null))}
      {others > 0 ? <p className="text-ink-soft">{t("others", { count: others })}</p> : null}
      {answers.length > 0 ? <ul className="list-disc ps-6">{answers.map(({ name, says, places }) => <li key={name}><bdi>{name}</bdi>: {t(`says.${says}`)}{places > 1 ? ` (${places})` : ""}</li>)}</ul> : null}
    </section>
  );
}

/** Inviting and calling off. */
export async function CelebrationDecide({ celebration, over }: { celebration: StaffCelebration; over: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.celebrate"), getLocale()]);
  const { id, state, decides, counts } = celebration;
  if (!decides || state === "cancelled" || (state === "invited" && over)) return null;
  return (
    <form action={decideCelebrationAction} className="flex flex-wrap gap-3">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="celebrationId" value={id} />
      {state === "draft" ? <button name="do" value="invite" className="button"><Icon name="mail" />{t("invite", { count: counts.adults })}</button> : null}
      <button name="do" value="cancel" className="button button-stop">{t("cancel")}</button>
    </form>
  );
}

/** The film: as it is, whether it is withheld and why, and the form that puts one. A phone records it from here. */
export async function CelebrationClip({ celebration, zone }: { celebration: StaffCelebration; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.celebrate"), getLocale()]);
  const { id, state, clip, children, decides } = celebration;
  if (state !== "invited") return null;
  return (
    <section className="card grid max-w-3xl gap-4" aria-labelledby="film">
      <h2 id="film">{t("film")}</h2>
      {clip && clip.lacking.length > 0 ? <Notice tone="stop" title={t("withheld")}><p>{formatList(locale, clip.lacking.map((name) => (name ? isolateName(name) : t("otherChild"))))}</p></Notice> : null}
      {clip && clip.lacking.length === 0 ? (
        <video controls preload="none" width={clip.width} height={clip.height} poster={clip.poster ? posterAt(id, clip.hash) : undefined} aria-labelledby="film" className="h-auto max-h-80 w-full rounded-m bg-ink">
          <source src={clipAt(id, clip.hash)} type={clip.type} />
          <track kind="captions" src={captionsAt(id, locale)} srcLang={locale} label={t("captions")} default />
        </video>
      ) : null}
      {clip ? <p className="text-ink-soft">{t("keptUntil", { day: formatDate(locale, clip.keepUntil, "day", zone) })}</p> : null}
      {clip && decides ? (
        <form action={decideCelebrationAction}>
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="celebrationId" value={id} />
          <button name="do" value="removeClip" className="button button-quiet"><Icon name="trash" />{t("removeFilm")}</button>
        </form>
      ) : null}
      {decides ? (
        <details open={!clip}>
          <summary className="min-h-11 content-center font-bold">{t(clip ? "otherFilm" : "newFilm")}</summary>
          <form action="/api/rewards/clip" method="post" encType="multipart/form-data" className="grid gap-4 pt-2">
            <input type="hidden" name="locale" value={locale} />
            <input type="hidden" name="celebrationId" value={id} />
            <Notice><p>{t("filmRules")}</p></Notice>
            <Group legend={t("inFilm")}>{children.map((child) => <Option key={child.id} type="checkbox" name={`child-${child.id}`} value="1" label={child.name} checked={child.inClip} />)}</Group>
            <div className="field">
              <label htmlFor="said">{t("whatIsSaid")}</label>
              <p id="said-hint" className="text-sm text-ink-soft">{t("saidHint")}</p>
              <GateWords><GatedBox id="said" name="words" rows={3} required maxLength={CLIP_WORDS} describedBy="said-hint" defaultValue={clip?.words} /></GateWords>
            </div>
            <Choice name="keep" label={t("keep")} value="year" options={keeps.map((keep) => ({ value: keep, label: t(`keeps.${keep}`) }))} />
            <Field type="file" name="film" label={t("filmFile")} hint={t("filmFileHint")} accept="video/mp4,video/webm,video/quicktime" required />
            <Field type="file" name="poster" label={t("poster")} accept="image/jpeg,image/png,image/webp" />
            <button className="button justify-self-start"><Icon name="check" />{t("saveFilm")}</button>
          </form>
        </details>
      ) : null}
    </section>
  );
}
