import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { everyLanguage, readingChoices } from "@/app/_features/contacts/choices";
import { Desk } from "@/app/_features/contacts/desk";
import { Learned } from "@/app/_features/contacts/learned";
import { NoteDesk } from "@/app/_features/contacts/note-desk";
import { BalanceNote, TimelineList } from "@/app/_features/contacts/timeline";
import { VoiceNote } from "@/app/_features/languages/voice-note";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { yearLabel } from "@/app/_features/shell/year-label";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { mayDo } from "@/server/features/people/schema";
import { isolateName } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contacts.timeline"))("title") };
}

/** One child's record of contact, and the form that adds to it. */
export default async function ContactsPage({ params }: { params: Promise<{ pupilId: string }> }) {
  const { pupilId } = await params;
  const path = `/staff/contacts/${pupilId}`;
  const [t, messages, visits, common, needs, locale, api, ctx] = await Promise.all([getTranslations("contacts"), getTranslations("messages.staff"), getTranslations("visits.staff"), getTranslations("common"), getTranslations("people.needs"), getLocale(), getApi(), getContext()]);
  const timeline = await orRedirect(locale, path, api.contacts.timeline({ pupilId }));
  const actor = ctx.actor.kind === "person" ? ctx.actor : null;
  const roles = actor?.roles ?? [];
  const replyIds = timeline.entries.flatMap((entry) => (entry.type === "reply" ? [entry.id] : []));
  const notes = mayDo(roles, "hearNotes") && replyIds.length > 0 ? await api.languages.speech.notes({ subjectIds: replyIds }) : [];
  const { pupil, adults } = timeline;
  return (
    <>
      <div>
        <p className="text-ink-soft">{t("timeline.title")}</p>
        <h1><bdi>{pupil.givenName} {pupil.familyName}</bdi></h1>
        <p className="text-ink-soft">{yearLabel(common, pupil.yearGroup)}</p>
        {mayDo(roles, "planVisits") ? <p className="flex flex-wrap gap-2 pb-2">{adults.map(({ id, name }) => <a key={id} href={`/${locale}/staff/visits/new?child=${pupil.id}&adult=${id}`} className="button button-quiet button-small"><Icon name="home" />{visits("planLink", { adult: isolateName(name) })}</a>)}</p> : null}
        {mayDo(roles, "writeMessages") ? <p><a href={`/${locale}/staff/messages/new?child=${pupil.id}`} className="button button-quiet button-small">{messages("writeLink")}</a></p> : null}
      </div>
      <FlashNotice path={path} namespace="contacts" />
      <BalanceNote balance={timeline.balance} />
      {mayDo(roles, "recordProfiles") ? <Learned timeline={timeline} /> : null}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <section className="grid gap-3" aria-labelledby="note">
          <h2 id="note">{t("form.title")}</h2>
          <Desk>
            <NoteDesk
              staffId={actor?.adultId ?? ""} pupilId={pupil.id} languages={everyLanguage(locale)} reading={readingChoices(needs)}
              adults={adults.map(({ id, name, plan }) => ({ id, name, language: plan.speakIn, interpreter: plan.interpreter }))}
            />
          </Desk>
        </section>
        <section className="grid gap-3" aria-labelledby="line">
          <h2 id="line">{t("timeline.title")}</h2>
          <TimelineList entries={timeline.entries} zone={ctx.school.zone} heard={(replyId) => notes.filter((note) => note.subjectId === replyId).map((note) => <VoiceNote key={note.id} note={note} back={`/staff/contacts/${pupilId}`} />)} />
        </section>
      </div>
    </>
  );
}
