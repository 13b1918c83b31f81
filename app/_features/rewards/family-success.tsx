import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { answers } from "@/server/features/rewards/schema";
import { formatDate, isolateName } from "@/server/lib/i18n/format";

import { FlagWords } from "../shell/flag-words";
import { flagSuccessAction, replyAction } from "./actions";
import type { OwnSuccess } from "./answers";
import { answerPictures, categoryPictures } from "./pictures";
import { FAMILY_PHOTOS, FAMILY_REWARDS, photoAt } from "./places";

/** What it says: the sentence of the bank, the school's own words, or both, with what must be said about them. */
async function Said({ success }: { success: OwnSuccess }) {
  const signs = await getTranslations("newsletters.signs");
  const { sentence, words } = success;
  return (
    <>
      {sentence ? <p className="text-lg">{sentence}</p> : null}
      {words ? <p lang={words.language} dir="auto" className="whitespace-pre-line">{words.body}</p> : null}
      {words?.sign ? <p className="mark">{signs(words.sign)}</p> : null}
    </>
  );
}

/** The photo, while everybody in it agrees. */
async function Photo({ success, eager = false }: { success: OwnSuccess; eager?: boolean }) {
  const t = await getTranslations("rewards.family");
  const { photo, id, child } = success;
  if (!photo) return null;
  return (
    <img
      src={photoAt(id, photo.hash)} alt={t("photo", { child: isolateName(child) })} width={photo.width} height={photo.height} decoding="async" loading={eager ? undefined : "lazy"}
      className="h-auto max-h-[28rem] w-full rounded-m object-contain"
    />
  );
}

/** Good news as cards, the newest first: the child, a picture, what it says. */
export async function SuccessCards({ successes, zone }: { successes: OwnSuccess[]; zone: string }) {
  const [t, categories, locale] = await Promise.all([getTranslations("rewards.family"), getTranslations("rewards.categories"), getLocale()]);
  if (successes.length === 0) return <Empty picture="celebration" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  return (
    <ul className="grid gap-4">
      {successes.map((success) => (
        <li key={success.id} className="card grid gap-3">
          <div className="flex items-start gap-4">
            <Picture name={categoryPictures[success.category]} size={56} />
            <div className="grid min-w-0 gap-1">
              <h2 className="text-lg"><a href={`/${locale}${FAMILY_REWARDS}/${success.id}`}><bdi>{success.child}</bdi>: {categories(success.category)}</a></h2>
              <time dateTime={success.at.toISOString()} className="text-ink-soft">{formatDate(locale, success.at, "day", zone)}</time>
            </div>
          </div>
          <Said success={success} />
          <Photo success={success} />
          {success.answer ? <p><Answered answer={success.answer} /></p> : null}
        </li>
      ))}
    </ul>
  );
}

/** One success, large. */
export async function SuccessView({ success, zone }: { success: OwnSuccess; zone: string }) {
  const [t, categories, locale] = await Promise.all([getTranslations("rewards.family"), getTranslations("rewards.categories"), getLocale()]);
  const { category, by, at } = success;
  return (
    <section className="card card-now grid gap-4">
      <p className="flex items-center gap-4 text-lg font-bold"><Picture name={categoryPictures[category]} size={64} />{categories(category)}</p>
      <Said success={success} />
      {success.words ? <FlagWords words={success.words} language={locale} form={{ action: flagSuccessAction, record: { successId: success.id } }} /> : null}
      <Photo success={success} eager />
      <p className="text-ink-soft">{by ? <>{t("by", { name: isolateName(by) })}<br /></> : null}<time dateTime={at.toISOString()}>{formatDate(locale, at, "day", zone)}</time></p>
    </section>
  );
}

async function Answered({ answer }: { answer: NonNullable<OwnSuccess["answer"]> }) {
  const [t, words] = await Promise.all([getTranslations("rewards.family"), getTranslations("rewards.answers")]);
  return <span className="flex flex-wrap items-center gap-2"><Picture name={answerPictures[answer]} size={28} />{t("replied")}: <Badge tone="good">{words(answer)}</Badge></span>;
}

/** An answer with one tap. Works without script; a new one stands in the place of the old. */
export async function ReplyForm({ success }: { success: OwnSuccess }) {
  const [t, words, locale] = await Promise.all([getTranslations("rewards.family"), getTranslations("rewards.answers"), getLocale()]);
  return (
    <form action={replyAction} className="grid gap-3" aria-labelledby="reply">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="successId" value={success.id} />
      <div>
        <h2 id="reply">{t("replyTitle")}</h2>
        <p className="text-ink-soft">{t("replyHint")}</p>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        {answers.map((answer) => (
          <button key={answer} name="answer" value={answer} aria-pressed={success.answer === answer} className="button button-quiet min-h-16 justify-start text-start aria-pressed:border-brand aria-pressed:bg-brand-wash">
            <Picture name={answerPictures[answer]} size={36} />{words(answer)}
          </button>
        ))}
      </div>
      {success.answer ? <p><Answered answer={success.answer} /></p> : null}
    </form>
  );
}

/** Other ways to take it in: to be heard, in easy read, as a certificate on paper. */
export async function SuccessTools({ successId, view = "full" }: { successId: string; view?: "full" | "easy" }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.family"), getLocale()]);
  const here = `/${locale}${FAMILY_REWARDS}/${successId}`;
  return (
    <nav aria-label={t("ways")} className="no-print flex flex-wrap gap-2">
      <a href={`${here}/listen`} className="button button-quiet button-small"><Icon name="volume" />{t("listen")}</a>
      {view === "full" ? <a href={`${here}/easy`} className="button button-quiet button-small"><Icon name="photo" />{t("easy")}</a> : <a href={here} className="button button-quiet button-small"><Icon name="file-text" />{t("full")}</a>}
      <a href={`/api/rewards/certificates/${successId}?lang=${locale}`} className="button button-quiet button-small"><Icon name="award" />{t("certificate")}</a>
    </nav>
  );
}

/** The way back to all good news. */
export async function BackToRewards() {
  const [t, locale] = await Promise.all([getTranslations("rewards.family"), getLocale()]);
  return <p className="no-print"><a href={`/${locale}${FAMILY_REWARDS}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>;
}

/** The way to it from the family's home page. */
export async function RewardsLink({ count }: { count: number }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.family"), getLocale()]);
  return <a href={`/${locale}${FAMILY_REWARDS}`} className={count > 0 ? "button" : "button button-quiet"}><Icon name="award" />{t("link", { count })}</a>;
}

/** The way to the page on which photos are decided. */
export async function PhotosLink() {
  const [t, locale] = await Promise.all([getTranslations("rewards.family"), getLocale()]);
  return <p><a href={`/${locale}${FAMILY_PHOTOS}`} className="button button-quiet"><Icon name="photo" />{t("photos")}</a></p>;
}
