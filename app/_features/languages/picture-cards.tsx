import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { readFlash } from "@/app/_trpc/flash";
import type { getApi } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { PictureAt } from "@/app/_ui/picture";
import { ALT_LENGTH } from "@/server/features/languages/pictures/schema";

import { GatedLine } from "../shell/gate-notes";
import { GateWords } from "../shell/gate-words";
import { removePhotoAction, savePhotoAction } from "./picture-actions";

type SchoolPicture = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["languages"]["pictures"]["list"]>>[number];

/**
 * The ideas for which a school is asked for a photo, those that have one and the one that is chosen, as families see them now, each with the
 * form that changes it; and all others as small pictures from which to choose.
 */
export async function PictureCards({ pictures, chosen, path }: { pictures: SchoolPicture[]; chosen: string | null; path: string }) {
  const [t, locale, flash] = await Promise.all([getTranslations("gate.pictures"), getLocale(), readFlash(path)]);
  const typed = flash?.values?.idea ?? chosen;
  const cards = pictures.filter(({ idea, own, usual }) => usual || own || idea === typed).sort((a, b) => Number(b.idea === chosen) - Number(a.idea === chosen));
  const others = pictures.filter((picture) => !cards.includes(picture));
  return (
    <>
      <ul className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {cards.map((picture) => <PictureCard key={picture.idea} picture={picture} typed={flash?.values?.idea === picture.idea ? flash.values.alt ?? "" : picture.idea === chosen && !picture.own ? "" : null} />)}
      </ul>
      <section className="grid gap-3" aria-labelledby="others">
        <h2 id="others">{t("others")}</h2>
        <p className="max-w-3xl text-ink-soft">{t("othersHint")}</p>
        <ul className="grid gap-2 [grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr))]">
          {others.map(({ idea, shown }) => (
            <li key={idea}>
              <a href={`/${locale}${path}?idea=${idea}#${idea}`} className="flex min-h-12 items-center gap-2 rounded-m border border-line bg-card px-3 py-1"><PictureAt {...shown} size={32} lazy /><IdeaName idea={idea} /></a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** What an idea is called: in the reader's language where a school is asked for its photo, else by the English name that its drawing has. */
async function IdeaName({ idea }: { idea: SchoolPicture["idea"] }) {
  const t = await getTranslations("gate.pictures.ideas");
  return t.has(idea) ? t(idea) : <span lang="en" dir="ltr">{idea.replaceAll("_", " ")}</span>;
}

async function PictureCard({ picture: { idea, shown, own }, typed }: { picture: SchoolPicture; typed: string | null }) {
  const [t, locale] = await Promise.all([getTranslations("gate.pictures"), getLocale()]);
  const hidden = (
    <>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="idea" value={idea} />
    </>
  );
  const name = <IdeaName idea={idea} />;
  return (
    <li id={idea} className="card grid gap-3 !p-4">
      <div className="flex items-center gap-4">
        <PictureAt {...shown} size={72} lazy />
        <div className="grid justify-items-start gap-1">
          <h2 className="text-base">{name}</h2>
          <Badge tone={own ? "good" : "plain"}>{t(own ? "own" : "drawn")}</Badge>
        </div>
      </div>
      <details open={typed !== null}>
        <summary className="flex min-h-11 items-center gap-2 font-bold text-brand"><Icon name="photo" />{t(own ? "replace" : "change")}<span className="sr-only">: {name}</span></summary>
        <form action={savePhotoAction} className="mt-2 grid gap-3">
          {hidden}
          <Field id={`${idea}-photo`} name="photo" type="file" label={t("file")} hint={t("fileHint")} accept="image/jpeg,image/png,image/webp" required />
          <div className="field">
            <label htmlFor={`${idea}-alt`}>{t("alt")}</label>
            <p id={`${idea}-alt-hint`} className="text-sm text-ink-soft">{t("altHint")}</p>
            <GateWords><GatedLine id={`${idea}-alt`} name="alt" maxLength={ALT_LENGTH} minLength={3} required describedBy={`${idea}-alt-hint`} defaultValue={typed ?? (own ? shown.alt : "")} /></GateWords>
          </div>
          <button className="button button-small justify-self-start">{t("save")}</button>
        </form>
      </details>
      {own ? <form action={removePhotoAction}>{hidden}<button className="button button-quiet button-small">{t("remove")}<span className="sr-only">: {name}</span></button></form> : null}
    </li>
  );
}
