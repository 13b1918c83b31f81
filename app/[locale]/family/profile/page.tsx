import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { ProfileAnswers } from "@/app/_features/people/profile-answers";
import { soundsOf } from "@/app/_features/people/profile-sounds";
import { HOME } from "@/app/_features/people/profile-steps";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile.family"))("title") };
}

export default async function OwnProfilePage() {
  const [locale, api] = await Promise.all([getLocale(), getApi()]);
  const own = await orRedirect(locale, HOME, api.people.profile.own());
  return (
    <PageShell path={HOME}>
      <FlashNotice path={HOME} namespace="profile" />
      <ProfileAnswers own={own} sound={soundsOf(locale)} />
    </PageShell>
  );
}
