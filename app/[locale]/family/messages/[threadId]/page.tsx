import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { AnswerTimes } from "@/app/_features/messages/answer-times";
import { flagPostAction } from "@/app/_features/messages/family-actions";
import { FamilyForm } from "@/app/_features/messages/family-form";
import { FAMILY_MESSAGES } from "@/app/_features/messages/family-threads";
import { PostList } from "@/app/_features/messages/post-view";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { isolateName } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("messages.family"))("title") };
}

/** One conversation, in the reader's language, and a way to answer. */
export default async function FamilyThreadPage({ params }: { params: Promise<{ threadId: string }> }) {
  const { threadId } = await params;
  const path = `${FAMILY_MESSAGES}/${threadId}`;
  const [t, teams, locale, api, ctx] = await Promise.all([getTranslations("messages.family"), getTranslations("messages.teams"), getLocale(), getApi(), getContext()]);
  const thread = await orRedirect(locale, path, api.messages.openOwn({ threadId }));
  return (
    <PageShell path={path}>
      <div>
        <p><a href={`/${locale}${FAMILY_MESSAGES}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
        <h1>{t("with", { team: teams(thread.team), child: isolateName(thread.pupil.givenName) })}</h1>
      </div>
      <FlashNotice path={path} namespace="messages.family" />
      <PostList posts={thread.posts} side="family" zone={ctx.school.zone} flag={{ action: flagPostAction, record: { threadId } }} />
      <FamilyForm path={path} to={{ threadId }} answers={thread.posts.some(({ side }) => side === "school")} />
      <AnswerTimes members={thread.members} phone={ctx.school.phone} />
      <script src="/enhance.js" defer />
    </PageShell>
  );
}
