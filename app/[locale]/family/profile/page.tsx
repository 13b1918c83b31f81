import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { ProfileAnswers } from "@/app/_features/people/profile-answers";
import { soundsOf } from "@/app/_features/people/profile-sounds";
import { HOME } from "@/app/_features/people/profile-steps";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile.family"))("title") };
}

export default async function OwnProfilePage() {
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const [own, sounds] = await orRedirect(locale, HOME, Promise.all([api.people.profile.own(), api.languages.speech.words()]));
  return (
    <PageShell path={HOME}>
      <FlashNotice path={HOME} namespace="profile" />
      <ProfileAnswers own={own} sound={soundsOf(sounds)} phone={ctx.school.phone} />
    </PageShell>
  );
}
