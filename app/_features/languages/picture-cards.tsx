import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { readFlash } from "@/app/_trpc/flash";
import type { getApi } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { PictureAt } from "@/app/_ui/picture";
import { ALT_LENGTH } from "@/server/features/languages/pictures/schema";

import { removePhotoAction, savePhotoAction } from "./picture-actions";

type SchoolPicture = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["languages"]["pictures"]["list"]>>[number];

/** Every idea that may have the school's own photo, as families see it now, with the form that changes it. */
export async function PictureCards({ pictures, path }: { pictures: SchoolPicture[]; path: string }) {
  const flash = await readFlash(path);
  return (
    <ul className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {pictures.map((picture) => <PictureCard key={picture.idea} picture={picture} typed={flash?.values?.idea === picture.idea ? flash.values.alt ?? "" : null} />)}
    </ul>
  );
}

async function PictureCard({ picture: { idea, shown, own }, typed }: { picture: SchoolPicture; typed: string | null }) {
  const [t, locale] = await Promise.all([getTranslations("gate.pictures"), getLocale()]);
  const hidden = (
    <>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="idea" value={idea} />
    </>
  );
  const name = t(`ideas.${idea}`);
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
          <Field id={`${idea}-alt`} name="alt" label={t("alt")} hint={t("altHint")} maxLength={ALT_LENGTH} minLength={3} required lang="en" defaultValue={typed ?? (own ? shown.alt : "")} />
          <button className="button button-small justify-self-start">{t("save")}</button>
        </form>
      </details>
      {own ? <form action={removePhotoAction}>{hidden}<button className="button button-quiet button-small">{t("remove")}<span className="sr-only">: {name}</span></button></form> : null}
    </li>
  );
}
