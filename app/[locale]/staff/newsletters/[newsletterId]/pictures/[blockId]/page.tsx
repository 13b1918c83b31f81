import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { PicturePeople } from "@/app/_features/newsletters/picture-people";
import { NEWS } from "@/app/_features/newsletters/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { GatedLine } from "@/app/_features/shell/gate-notes";
import { GateWords } from "@/app/_features/shell/gate-words";
import { readFlash } from "@/app/_trpc/flash";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";
import { Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("newsletters.staff"))("pictureTitle") };
}

/** The picture of one piece, with what it shows in words. */
export default async function NewsletterPicturePage({ params }: { params: Promise<{ newsletterId: string; blockId: string }> }) {
  const { newsletterId, blockId } = await params;
  const path = `${NEWS}/${newsletterId}/pictures/${blockId}`;
  const [t, locale, api, flash] = await Promise.all([getTranslations("newsletters.staff"), getLocale(), getApi(), readFlash(path)]);
  const { blocks, state } = await orRedirect(locale, path, api.newsletters.edit({ newsletterId }));
  const block = blocks.find(({ id, kind }) => id === blockId && kind === "picture");
  if (!block || state !== "draft") notFound();
  const people = await api.newsletters.people({ blockId });
  return (
    <>
      <div>
        <p><a href={`/${locale}${NEWS}/${newsletterId}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("editTitle")}</a></p>
        <h1>{t("pictureTitle")}</h1>
      </div>
      <FlashNotice path={path} namespace="newsletters.staff" />
      <Notice><p>{t("consent")}</p></Notice>
      <form action="/api/newsletters/picture" method="post" encType="multipart/form-data" className="card grid max-w-xl gap-4">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="newsletterId" value={newsletterId} />
        <input type="hidden" name="blockId" value={blockId} />
        {block.picture ? <img src={`/api/newsletters/pictures/${blockId}?v=${block.picture.hash}`} alt={block.words} lang="en" width={block.picture.width} height={block.picture.height} className="h-auto max-h-80 w-auto max-w-full justify-self-start rounded-m" /> : null}
        <div className="field">
          <label htmlFor="alt">{t("alt")}</label>
          <p id="alt-hint" className="text-sm text-ink-soft">{t("altHint")}</p>
          <GateWords><GatedLine id="alt" name="alt" required minLength={3} maxLength={300} describedBy="alt-hint" defaultValue={flash?.values?.alt ?? block.words} /></GateWords>
        </div>
        <PicturePeople people={people} />
        {/* Last: what stands after a file is not read (app/api/file-form). */}
        <Field type="file" name="file" label={t("file")} accept="image/jpeg,image/png,image/webp" required={!block.picture} />
        <button className="button justify-self-start"><Icon name="check" />{t("savePicture")}</button>
      </form>
    </>
  );
}
