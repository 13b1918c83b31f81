import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { AccessAnswer } from "@/app/_features/people/access-answer";
import { LinkFactsForm, ConfirmForm } from "@/app/_features/people/link-forms";
import { Restrictions } from "@/app/_features/people/restrictions";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { isolateName } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.why"))("answerTitle") };
}

export default async function WhyPage({ params }: { params: Promise<{ linkId: string }> }) {
  const { linkId } = await params;
  const path = `/staff/people/links/${linkId}`;
  const [t, locale, api] = await Promise.all([getTranslations("people.why"), getLocale(), getApi()]);
  const link = await orRedirect(locale, path, api.people.access.explain({ linkId }));
  const adult = isolateName(`${link.adult.givenName} ${link.adult.familyName}`);
  const child = isolateName(`${link.pupil.givenName} ${link.pupil.familyName}`);
  const { mayChange } = link;
  return (
    <>
      <div>
        <h1>{t("title", { adult })}</h1>
        <p><a href={`/${locale}/staff/people/${link.pupil.id}`}>{t("titleHint", { adult, child })}</a></p>
      </div>
      <FlashNotice path={path} namespace="people" />
      <AccessAnswer decisions={link.decisions} />
      <Restrictions link={link} path={path} mayChange={mayChange} />
      {mayChange && !link.confirmedAt ? <ConfirmForm linkId={link.id} /> : null}
      {mayChange ? <LinkFactsForm link={link} /> : null}
    </>
  );
}
