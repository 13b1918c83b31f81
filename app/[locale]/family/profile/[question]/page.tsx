import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { ProfileQuestion } from "@/app/_features/people/profile-question";
import { soundsOf } from "@/app/_features/people/profile-sounds";
import { HOME, isStep, questionKey } from "@/app/_features/people/profile-steps";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";

interface Props {
  params: Promise<{ question: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { question } = await params;
  const t = await getTranslations("profile");
  return { title: isStep(question) ? t(`questions.${questionKey(question)}`) : t("family.title") };
}

export default async function ProfileQuestionPage({ params, searchParams }: Props) {
  const [{ question }, query, locale, api, ctx] = await Promise.all([params, searchParams, getLocale(), getApi(), getContext()]);
  if (!isStep(question)) notFound();
  const path = `${HOME}/${question}`;
  const [own, sounds] = await orRedirect(locale, path, Promise.all([api.people.profile.own(), api.languages.speech.words()]));
  const picked = typeof query.pick === "string" ? [...new Set(query.pick.split(",").filter(Boolean))] : null;
  return (
    <PageShell path={path}>
      <FlashNotice path={path} namespace="profile" />
      <ProfileQuestion step={question} own={own} goOn={query.go === "on"} picked={picked} sound={soundsOf(sounds)} phone={ctx.school.phone} />
    </PageShell>
  );
}
