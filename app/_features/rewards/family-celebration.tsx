import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Field, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { Picture } from "@/app/_ui/picture";
import { MOST_PLACES, needs, says } from "@/server/features/rewards/celebrations/schema";
import { formatDate, isolateName } from "@/server/lib/i18n/format";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { FlagWords } from "../shell/flag-words";
import type { OwnCelebration } from "./answers";
import { answerCelebrationAction, flagCelebrationAction } from "./celebration-actions";
import { CaptionTrack } from "./film-tracks";
import { clipAt, FAMILY_CELEBRATIONS, posterAt } from "./places";

const saysPictures = { yes: "yes", work: "film", no: "no" } as const;

/** The way to each celebration, from the page of good news. */
export async function CelebrationLinks({ celebrations, zone }: { celebrations: OwnCelebration[]; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.celebrate"), getLocale()]);
  if (celebrations.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h2>{t("title")}</h2>
      <ul className="grid gap-3">
        {celebrations.map(({ id, kind, state, startsAt, answer, open, clip }) => (
          <li key={id} className="card flex items-center gap-4">
            <Picture name="party" size={48} />
            <p className="grid gap-1">
              <a href={`/${locale}${FAMILY_CELEBRATIONS}/${id}`} className="font-bold">{t(`kinds.${kind}`)}</a>
              <time dateTime={startsAt.toISOString()}>{formatDate(locale, startsAt, "moment", zone)}</time>
              {state === "cancelled" ? <Badge tone="stop">{t("states.cancelled")}</Badge> : open && !answer ? <Badge tone="warn">{t("answerOpen")}</Badge> : clip ? <Badge tone="good">{t("film")}</Badge> : null}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** When and where it is, and for whom. */
export async function CelebrationView({ celebration, zone }: { celebration: OwnCelebration; zone: string }) {
  const [t, signs, locale] = await Promise.all([getTranslations("rewards.celebrate"), getTranslations("newsletters.signs"), getLocale()]);
  const { state, startsAt, endsAt, place, words, children } = celebration;
  return (
    <section className="card card-now grid gap-4">
      {state === "cancelled" ? <Notice tone="stop"><p>{t("isCancelled")}</p></Notice> : null}
      <p className="flex items-center gap-3 text-lg font-bold"><Icon name="calendar-event" /><time dateTime={startsAt.toISOString()}>{formatDate(locale, startsAt, "moment", zone)}</time></p>
      <p className="flex items-center gap-3"><Icon name="clock" />{t("until", { time: formatDate(locale, endsAt, "time", zone) })}</p>
      <p className="flex items-center gap-3"><Icon name="school" /><bdi lang="en">{place}</bdi></p>
      <ul className="grid gap-3">
        {children.map(({ name, sentence }) => <li key={name} className="flex items-center gap-3"><Picture name="medal" size={40} /><span><b><bdi>{name}</bdi></b>{sentence ? <><br />{sentence}</> : null}</span></li>)}
      </ul>
      {words ? <p lang={words.language} dir="auto" className="whitespace-pre-line">{words.body}</p> : null}
      {words?.sign ? <p className="mark">{signs(words.sign)}</p> : null}
      {words ? <FlagWords words={words} language={locale} form={{ action: flagCelebrationAction, record: { celebrationId: celebration.id } }} /> : null}
    </section>
  );
}

/** Other ways to take an invitation in: in easy read, on paper, in one's own calendar. */
export async function CelebrationTools({ celebration, view = "full" }: { celebration: OwnCelebration; view?: "full" | "easy" }) {
  const [t, family, events, locale] = await Promise.all([getTranslations("rewards.celebrate"), getTranslations("rewards.family"), getTranslations("events.read"), getLocale()]);
  const { id, open } = celebration;
  const here = `/${locale}${FAMILY_CELEBRATIONS}/${id}`;
  const look = "button button-quiet button-small";
  return (
    <nav aria-label={family("ways")} className="no-print flex flex-wrap gap-2">
      {view === "full" ? <a href={`${here}/easy`} className={look}><Icon name="photo" />{family("easy")}</a> : <a href={here} className={look}><Icon name="file-text" />{family("full")}</a>}
      <a href={`/api/rewards/celebrations/${id}/print?lang=${locale}`} className={look}><Icon name="printer" />{t("print")}</a>
      {open ? <a href={`/api/rewards/celebrations/${id}/calendar?lang=${locale}`} className={look}><Icon name="calendar-event" />{events("calendar")}</a> : null}
    </nav>
  );
}

/** One tap answers. How many come and what they need stands before it, and counts for a yes alone. */
export async function CelebrationAnswer({ celebration }: { celebration: OwnCelebration }) {
  const [t, locale, flash] = await Promise.all([getTranslations("rewards.celebrate"), getLocale(), readFlash(`${FAMILY_CELEBRATIONS}/${celebration.id}`)]);
  const { id, answer, open } = celebration;
  if (!open) return null;
  const typed = flash?.tone === "stop" && flash.values?.places !== undefined ? flash.values : null;
  const wanted = typed ? (typed.needs ?? "").split(",") : (answer?.needs ?? []);
  return (
    <form action={answerCelebrationAction} className="grid gap-4" aria-labelledby="answer">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="celebrationId" value={id} />
      <div>
        <h2 id="answer">{t("question")}</h2>
        <p className="text-ink-soft">{t("questionHint")}</p>
      </div>
      <details className="card" open={typed !== null || answer?.says === "yes"}>
        <summary className="min-h-12 content-center font-bold">{t("more")}</summary>
        <div className="grid gap-4 pt-2">
          <Field type="number" name="places" label={t("places")} min={1} max={MOST_PLACES} defaultValue={typed?.places ?? String(answer?.places || 1)} />
          <Group legend={t("needsTitle")}>{needs.map((need) => <Option key={need} type="checkbox" name="need" value={need} label={t(`needs.${need}`)} checked={wanted.includes(need)} />)}</Group>
        </div>
      </details>
      <div className="grid gap-3 sm:grid-cols-3">
        {says.map((each) => (
          <button key={each} name="says" value={each} aria-pressed={answer?.says === each} className="button button-quiet min-h-16 justify-start text-start aria-pressed:border-brand aria-pressed:bg-brand-wash">
            <Picture name={saysPictures[each]} size={36} />{t(`says.${each}`)}
          </button>
        ))}
      </div>
      {answer ? <p>{t("youSaid", { answer: t(`says.${answer.says}`) })}</p> : null}
    </form>
  );
}

/** The film, for those who were at work: nothing of it is loaded before it is played, and how large it is stands beside it in words. */
export async function CelebrationFilm({ celebration, zone }: { celebration: OwnCelebration; zone: string }) {
  const [t, signs, locale, sent] = await Promise.all([getTranslations("rewards.celebrate"), getTranslations("newsletters.signs"), getLocale(), headers()]);
  const { id, clip } = celebration;
  if (!clip) return null;
  const saves = /^\s*on\b/i.test(sent.get("save-data") ?? "");
  const { hash, words, type, size, seconds, width, height, poster, keepUntil } = clip;
  return (
    <section className="card grid gap-3" aria-labelledby="film">
      <h2 id="film">{t("film")}</h2>
      <p>{t("filmSize", { megabytes: Math.max(1, Math.round(size / 1_000_000)), minutes: Math.max(1, Math.ceil(seconds / 60)) })}</p>
      <video controls preload="none" playsInline width={width} height={height} poster={poster && !saves ? posterAt(id, hash) : undefined} aria-labelledby="film" className="h-auto max-h-[28rem] w-full rounded-m bg-ink">
        <source src={clipAt(id, hash)} type={type} />
        <CaptionTrack celebrationId={id} language={words?.language ?? SOURCE_LANGUAGE} first />
        {words?.translated ? <CaptionTrack celebrationId={id} language={words.sourceLanguage} /> : null}
      </video>
      <p className="mark">{t("doNotShare")}</p>
      {words ? <details><summary className="min-h-12 content-center font-bold">{t("whatIsSaid")}</summary><p lang={words.language} dir="auto" className="whitespace-pre-line">{words.body}</p>{words.sign ? <p className="mark">{signs(words.sign)}</p> : null}</details> : null}
      {words ? <FlagWords words={words} language={locale} form={{ action: flagCelebrationAction, record: { celebrationId: id } }} /> : null}
      <p className="text-ink-soft">{t("keptUntil", { day: isolateName(formatDate(locale, keepUntil, "day", zone)) })}</p>
    </section>
  );
}
