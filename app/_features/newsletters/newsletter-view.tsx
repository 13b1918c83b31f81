import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { BigDate } from "@/app/_ui/easy-read";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { Picture } from "@/app/_ui/picture";
import { dateParts, formatDate } from "@/server/lib/i18n/format";

import { type FlagForm, FlagWords } from "../shell/flag-words";
import type { Block, Newsletter } from "./answers";

const pictures: Partial<Record<Block["kind"], string>> = { thanks: "thanks", tip: "at_home", card: "ticket" };

function Words({ words, className = "" }: { words: Block["words"]; className?: string }) {
  return <p lang={words.language} dir="auto" className={`whitespace-pre-line wrap-anywhere ${className}`}>{words.body}</p>;
}

/** The time of a day, as "15:30" whatever the language. */
const timeOf = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** One piece of a newsletter. */
async function Piece({ block, eager }: { block: Block; eager: boolean }) {
  const [kinds, t, locale] = await Promise.all([getTranslations("newsletters.kinds"), getTranslations("newsletters.read"), getLocale()]);
  const { kind, words, picture, happensOn, happensTime, link } = block;
  if (kind === "heading") return <h2 lang={words.language} dir="auto" className="pt-2">{words.body}</h2>;
  if (kind === "text") return <Words words={words} />;
  if (kind === "picture") {
    return picture ? (
      <img src={`/api/newsletters/pictures/${block.id}?v=${picture.hash}`} alt={words.body} lang={words.language} width={picture.width} height={picture.height} loading={eager ? undefined : "lazy"} decoding="async" className="h-auto max-h-[32rem] w-full rounded-l object-contain" />
    ) : <Words words={words} className="card text-ink-soft" />;
  }
  if (kind === "date" && happensOn) {
    return (
      <section className="card flex flex-wrap items-center gap-4" aria-label={kinds("date")}>
        <BigDate {...dateParts(locale, happensOn, "UTC")} label={kinds("date")} />
        <div className="grid min-w-40 flex-1 gap-1">
          {happensTime === null ? null : <p className="flex items-center gap-2 font-bold"><Icon name="clock" /><bdi dir="ltr">{timeOf(happensTime)}</bdi></p>}
          <Words words={words} />
        </div>
      </section>
    );
  }
  const outside = link?.startsWith("https://");
  return (
    <section className={`card flex gap-4 ${kind === "thanks" || kind === "date" ? "" : "card-now"}`} aria-label={kinds(kind)}>
      <Picture name={pictures[kind] ?? "news"} size={48} />
      <div className="grid min-w-0 flex-1 gap-2">
        <p className="font-bold text-brand">{kinds(kind)}</p>
        <Words words={words} />
        {kind === "card" && link ? <p><a href={outside ? link : `/${locale}${link}`} rel={outside ? "noopener noreferrer" : undefined} className="button">{t("open")}</a></p> : null}
      </div>
    </section>
  );
}

/**
 * A newsletter in the reader's language, with what has to be said about its words.
 * @param flag where a reader who has signed in says that a sentence is not clear
 */
export async function NewsletterView({ newsletter, zone, flag }: { newsletter: Newsletter; zone: string; flag?: FlagForm }) {
  const [signs, locale] = await Promise.all([getTranslations("newsletters.signs"), getLocale()]);
  const { title, sentAt, blocks } = newsletter;
  const first = blocks.findIndex(({ kind }) => kind === "picture");
  return (
    <>
      <div>
        <h1 lang={title.language} dir="auto">{title.body}</h1>
        {sentAt ? <p className="text-ink-soft"><time dateTime={sentAt.toISOString()}>{formatDate(locale, sentAt, "day", zone)}</time></p> : null}
      </div>
      {newsletter.signs.length > 0 ? <Notice>{newsletter.signs.map((sign) => <p key={sign}>{signs(sign)}</p>)}</Notice> : null}
      {blocks.map((block, nth) => <Piece key={block.id} block={block} eager={nth === first} />)}
      {flag ? <FlagWords words={[title, ...blocks.map(({ words }) => words)]} language={locale} form={flag} /> : null}
    </>
  );
}

/** Other ways to take a newsletter in: to be heard, in easy read, on paper. */
export async function NewsletterTools({ newsletterId, base, view = "full" }: { newsletterId: string; base: string; view?: "full" | "easy" }) {
  const [t, locale] = await Promise.all([getTranslations("newsletters.read"), getLocale()]);
  const here = `/${locale}${base}/${newsletterId}`;
  const print = `/api/newsletters/${newsletterId}/print?lang=${locale}${view === "easy" ? "&easy=1" : ""}`;
  return (
    <nav aria-label={t("ways")} className="no-print flex flex-wrap gap-2">
      <a href={`${here}/listen`} className="button button-quiet button-small"><Icon name="volume" />{t("listen")}</a>
      {view === "full" ? <a href={`${here}/easy`} className="button button-quiet button-small"><Icon name="photo" />{t("easy")}</a> : <a href={here} className="button button-quiet button-small"><Icon name="file-text" />{t("full")}</a>}
      <a href={print} className="button button-quiet button-small"><Icon name="printer" />{t("print")}</a>
    </nav>
  );
}

/** The way back to all newsletters. */
export async function BackToNews({ base }: { base: string }) {
  const [t, locale] = await Promise.all([getTranslations("newsletters.read"), getLocale()]);
  return <p className="no-print"><a href={`/${locale}${base}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>;
}
