import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { takeAction } from "@/app/_features/messages/actions";
import { PostList } from "@/app/_features/messages/post-view";
import { StaffForm } from "@/app/_features/messages/staff-form";
import { STAFF_MESSAGES } from "@/app/_features/messages/staff-list";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { ReachLine } from "@/app/_features/shell/reach-line";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { Phone } from "@/app/_ui/phone";
import { formatDate, isolateName } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("messages.staff"))("title") };
}

/** One conversation with a family, how to reach them, and the answer. */
export default async function StaffThreadPage({ params }: { params: Promise<{ threadId: string }> }) {
  const { threadId } = await params;
  const path = `${STAFF_MESSAGES}/${threadId}`;
  const [t, teams, locale, api, ctx] = await Promise.all([getTranslations("messages.staff"), getTranslations("messages.teams"), getLocale(), getApi(), getContext()]);
  const thread = await orRedirect(locale, path, api.messages.open({ threadId }));
  const { adult, assignee, pupil } = thread;
  const mine = ctx.actor.kind === "person" && assignee?.id === ctx.actor.adultId;
  const when = (at: Date) => formatDate(locale, at, "shortMoment", ctx.school.zone);
  return (
    <>
      <div className="grid gap-1">
        <p><a href={`/${locale}${STAFF_MESSAGES}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
        <h1>{t("with", { adult: isolateName(adult.name), child: isolateName(pupil.name) })}</h1>
        <p className="flex flex-wrap gap-x-4 text-ink-soft">
          <span>{teams(thread.team)}</span>
          {thread.waitingSince ? <strong>{t("waits", { date: when(thread.waitingSince) })}</strong> : null}
          <span>{thread.seenAt ? t("seen", { date: when(thread.seenAt) }) : t("unseen")}</span>
          {adult.phone ? <Phone number={adult.phone} /> : null}
        </p>
        <ReachLine plan={adult.plan} />
      </div>
      <FlashNotice path={path} namespace="messages.staff" />
      <form action={takeAction} className="flex flex-wrap items-center gap-3">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="threadId" value={threadId} />
        <input type="hidden" name="take" value={mine ? "0" : "1"} />
        <span>{t("who")}: {mine ? t("you") : assignee ? <bdi>{assignee.name}</bdi> : t("nobody")}</span>
        <button className="button button-quiet button-small">{t(mine ? "giveBack" : "take")}</button>
      </form>
      <div className="grid max-w-2xl gap-4"><PostList posts={thread.posts} side="school" zone={ctx.school.zone} threadId={threadId} /></div>
      {thread.open ? <StaffForm path={path} title={t("reply")}><input type="hidden" name="threadId" value={threadId} /></StaffForm> : <Notice tone="warn"><p>{t("closed")}</p></Notice>}
    </>
  );
}
