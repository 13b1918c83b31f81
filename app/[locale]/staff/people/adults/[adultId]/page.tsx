import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { ProfileHistory } from "@/app/_features/people/profile-history";
import { ProfileStaffForm } from "@/app/_features/people/profile-staff-form";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { ReachLine } from "@/app/_features/shell/reach-line";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { Phone } from "@/app/_ui/phone";
import { isolateName } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile.staff"))("open") };
}

export default async function AdultPage({ params }: { params: Promise<{ adultId: string }> }) {
  const { adultId } = await params;
  const path = `/staff/people/adults/${adultId}`;
  const [t, locale, api] = await Promise.all([getTranslations("profile.staff"), getLocale(), getApi()]);
  const known = await orRedirect(locale, path, api.people.profile.get({ adultId }));
  const { adult, pupils, plan } = known;
  const name = isolateName([adult.title, adult.givenName, adult.familyName].filter(Boolean).join(" "));
  return (
    <>
      <div>
        <h1>{t("title", { name })}</h1>
        <p className="flex flex-wrap gap-x-4">
          {pupils.map((pupil) => (
            <a key={pupil.id} className="inline-flex min-h-11 items-center" href={`/${locale}/staff/people/${pupil.id}`}>{t("adultOf", { list: isolateName(`${pupil.givenName} ${pupil.familyName}`) })}</a>
          ))}
        </p>
      </div>
      <FlashNotice path={path} namespace="profile" />
      <div className="grid items-start gap-5 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <div className="card card-now grid gap-3">
          {adult.phone ? <p className="flex items-center gap-2 text-lg"><Icon name="phone" /><Phone number={adult.phone} /></p> : null}
          <ReachLine plan={plan} why />
        </div>
        <ProfileStaffForm known={known} path={path} />
      </div>
      <ProfileHistory history={known.history} />
    </>
  );
}
