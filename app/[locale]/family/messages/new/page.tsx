import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { notFound, redirect } from "next/navigation";

import { AnswerTimes } from "@/app/_features/messages/answer-times";
import { FamilyForm } from "@/app/_features/messages/family-form";
import { FAMILY_MESSAGES } from "@/app/_features/messages/family-threads";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { isolateName } from "@/server/lib/i18n/format";

const PATH = `${FAMILY_MESSAGES}/new`;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("messages.family"))("writeTitle") };
}

/** The first message to a team about a child. */
export default async function NewMessagePage({ searchParams }: { searchParams: Promise<{ child?: string | string[]; team?: string | string[] }> }) {
  const [t, teams, listen, locale, api, ctx, search] = await Promise.all([getTranslations("messages.family"), getTranslations("messages.teams"), getTranslations("listen"), getLocale(), getApi(), getContext(), searchParams]);
  const children = await orRedirect(locale, PATH, api.messages.own());
  const child = children.find(({ pupil }) => pupil.id === search.child);
  const known = child?.threads.find(({ team }) => team === search.team);
  if (known) redirect(`/${locale}${FAMILY_MESSAGES}/${known.id}`);
  const team = child?.open.find((each) => each === search.team);
  if (!child || !team) notFound();
  const members = await api.messages.team({ pupilId: child.pupil.id, team });
  return (
    <PageShell path={PATH}>
      <div>
        <p><a href={`/${locale}${FAMILY_MESSAGES}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
        <p><a href={`/${locale}${PATH}/listen?${new URLSearchParams({ child: child.pupil.id, team })}`} className="inline-flex min-h-12 items-center gap-2 font-bold"><Icon name="volume" />{listen("titlePage")}</a></p>
        <h1>{t("with", { team: teams(team), child: isolateName(child.pupil.givenName) })}</h1>
      </div>
      <FlashNotice path={PATH} namespace="messages.family" />
      <FamilyForm path={PATH} to={{ pupilId: child.pupil.id, team }} answers={false} />
      <AnswerTimes members={members} phone={ctx.school.phone} />
      <script src="/enhance.js" defer />
    </PageShell>
  );
}
