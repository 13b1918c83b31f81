import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { AdultCard } from "@/app/_features/people/adult-card";
import { yearLabel } from "@/app/_features/shell/year-label";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.list"))("child") };
}

export default async function ChildPage({ params }: { params: Promise<{ pupilId: string }> }) {
  const { pupilId } = await params;
  const [t, contacts, common, locale, api] = await Promise.all([getTranslations("people.child"), getTranslations("contacts.timeline"), getTranslations("common"), getLocale(), getApi()]);
  const child = await orRedirect(locale, `/staff/people/${pupilId}`, api.people.access.getChild({ pupilId }));
  const classes = child.enrolments.map((enrolment) => enrolment.classGroup.name).join(", ");
  return (
    <>
      <div>
        <h1><bdi>{child.givenName} {child.familyName}</bdi></h1>
        <p className="text-ink-soft">{yearLabel(common, child.yearGroup)}{classes ? ` · ${classes}` : ""}</p>
        {child.lookedAfter ? <Badge tone="warn">{t("lookedAfter")}</Badge> : null}
      </div>
      <p><a href={`/${locale}/staff/contacts/${child.id}`} className="button button-quiet button-small">{contacts("title")}</a></p>
      <h2>{t("adultsTitle")}</h2>
      {child.links.length === 0 ? <p>{t("noAdults")}</p> : null}
      <ul className="grid gap-4 lg:grid-cols-2">
        {child.links.map((link) => <li key={link.id}><AdultCard link={link} /></li>)}
      </ul>
    </>
  );
}
