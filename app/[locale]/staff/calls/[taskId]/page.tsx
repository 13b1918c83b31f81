import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { CallBrief } from "@/app/_features/contacts/call-brief";
import { callLines } from "@/app/_features/contacts/call-lines";
import { everyLanguage, readingChoices } from "@/app/_features/contacts/choices";
import { Desk } from "@/app/_features/contacts/desk";
import { NoteDesk } from "@/app/_features/contacts/note-desk";
import { MessageToTell } from "@/app/_features/messages/to-tell";
import { NewsToTell } from "@/app/_features/newsletters/to-tell";
import { ReportToTell } from "@/app/_features/reports/to-tell";
import { ToTell } from "@/app/_features/rewards/to-tell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contacts.calls"))("title") };
}

/** One call: what to say, to whom, in which language, and the form that ends it. */
export default async function CallPage({ params }: { params: Promise<{ taskId: string }> }) {
  const { taskId } = await params;
  const [t, needs, locale, api, ctx] = await Promise.all([getTranslations("contacts"), getTranslations("people.needs"), getLocale(), getApi(), getContext()]);
  const call = await orRedirect(locale, `/staff/calls/${taskId}`, api.contacts.getCall({ taskId }));
  const [line] = await callLines([call.row], ctx.school.zone);
  if (!line) return null;
  const kind = call.message?.kind;
  return (
    <>
      <p><a href={`/${locale}/staff/calls`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t("calls.back")}</a></p>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="grid gap-4">
          <CallBrief call={call} line={line} zone={ctx.school.zone} />
          {kind === "school_wrote" || call.row.detail === "message_phone" ? <MessageToTell taskId={taskId} /> : null}
          {kind === "newsletter_sent" || call.news.some((news) => news.kind === "newsletter_sent") ? <NewsToTell taskId={taskId} /> : null}
          {kind?.startsWith("report_") ? <ReportToTell taskId={taskId} /> : null}
          {call.message?.kind === "good_news" ? <ToTell successId={call.message.subjectId} /> : null}
          <p><a href={`/${locale}/staff/contacts/${line.pupilId}`} className="inline-flex min-h-11 items-center">{t("timeline.title")}</a></p>
        </div>
        <section className="grid gap-3" aria-labelledby="note">
          <h2 id="note">{t("calls.log")}</h2>
          <Desk>
            <NoteDesk
              staffId={ctx.actor.kind === "person" ? ctx.actor.adultId : ""} pupilId={line.pupilId} adults={[line.adult]} taskId={taskId} channel={line.channel} tone={line.tone}
              languages={everyLanguage(locale)} reading={readingChoices(needs)} leadsTo={`/${locale}/staff/calls`}
            />
          </Desk>
        </section>
      </div>
    </>
  );
}
