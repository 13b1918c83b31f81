import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { OwnHours } from "@/app/_features/delivery/own-hours";
import { PushChoice } from "@/app/_features/delivery/push-choice";
import { TopicChoice } from "@/app/_features/delivery/topic-choice";
import { ProfileLink } from "@/app/_features/people/profile-answers";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { AccountView } from "@/app/_features/sign-in/account-view";
import { getContext } from "@/app/_trpc/server";

const PATH = "/family/account";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.account"))("title") };
}

export default async function FamilyAccountPage() {
  const [locale, { actor }] = await Promise.all([getLocale(), getContext()]);
  if (actor.kind === "visitor") redirect(`/${locale}/sign-in?next=${encodeURIComponent(PATH)}`);
  return <PageShell path={PATH}><FlashNotice path={PATH} namespace="delivery.topics" /><AccountView actor={actor} path={PATH}><ProfileLink /><PushChoice /><OwnHours /><TopicChoice /></AccountView></PageShell>;
}
