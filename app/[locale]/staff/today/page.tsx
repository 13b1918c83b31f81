import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { NoteLink, VisitLink } from "@/app/_features/contacts/note-link";
import { TaskFilter, TaskList, TaskNumbers } from "@/app/_features/delivery/task-list";
import { VoiceNote } from "@/app/_features/languages/voice-note";
import { KeepTask, PromisedWords } from "@/app/_features/meetings/staff-promise";
import { WaitingMessages } from "@/app/_features/messages/staff-list";
import { DueReviews } from "@/app/_features/people/due-reviews";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { listTasksInput } from "@/server/features/delivery/schema";
import { mayDo } from "@/server/features/people/schema";

const PATH = "/staff/today";

/** Kinds of task with which a family can have sent their voice. */
const speaks = (kind: string) => kind === "talk_request" || kind === "family_says";
/** Kinds of task that end with a note in the record of contact. */
const noted = (kind: string) => kind === "call" || kind === "visit" || kind === "follow_up";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.today"))("title") };
}

/** Whom to ring now, in which language, and why. */
export default async function TodayPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [t, locale, api, ctx, search] = await Promise.all([getTranslations("delivery.today"), getLocale(), getApi(), getContext(), searchParams]);
  const parsed = listTasksInput.safeParse({ kind: search.kind || undefined, language: search.language || undefined });
  const filter = parsed.success ? parsed.data : {};
  const { all, tasks, languages } = await orRedirect(locale, PATH, api.delivery.tasks(filter));
  const roles = ctx.actor.kind === "person" ? ctx.actor.roles : [];
  const due = mayDo(roles, "confirmAccess") ? await api.people.access.listDue() : null;
  const messages = mayDo(roles, "writeMessages") ? await api.messages.waiting() : null;
  const subjectIds = [...new Set(tasks.flatMap((task) => (speaks(task.kind) && task.subjectId ? [task.subjectId] : [])))];
  const notes = mayDo(roles, "hearNotes") && subjectIds.length > 0 ? await api.languages.speech.notes({ subjectIds: subjectIds.slice(0, 500) }) : [];
  const said = new Map(tasks.map((task) => [task.id, notes.filter((note) => speaks(task.kind) && note.subjectId === task.subjectId && note.adultId === task.adult?.id)]));
  const promises = mayDo(roles, "holdMeetings") && tasks.some((task) => task.reason === "meeting_promise") ? await api.meetings.day.promises() : [];
  const promised = new Map(tasks.flatMap((task) => promises.filter(({ id }) => id === task.subjectId).map((promise) => [task.id, promise] as const)));
  const late = all.filter((task) => task.dueAt < ctx.now).length;
  const name = ctx.actor.kind === "person" ? ctx.actor.displayName : "";
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h1>{t("greeting", { name })}</h1>
        <p className="text-ink-soft">{t("summary", { count: all.length, late })}</p>
      </div>
      <FlashNotice path={PATH} namespace="delivery" />
      <TaskNumbers tasks={all} waiting={due?.waiting ?? null} />
      {messages ? <WaitingMessages count={messages.count} /> : null}
      {due && due.reviews.length > 0 ? <DueReviews reviews={due.reviews} /> : null}
      <TaskFilter filter={filter} languages={languages} />
      <TaskList tasks={tasks} filter={filter} linked={mayDo(roles, "seePeople")} now={ctx.now} zone={ctx.school.zone}
        said={({ id, reason, subjectId }) => {
          if (reason === "visit_called_off" && subjectId) return <VisitLink visitId={subjectId} />;
          const promise = promised.get(id);
          return promise ? <PromisedWords promise={promise} /> : said.get(id)?.map((note) => <VoiceNote key={note.id} note={note} back="/staff/today" />);
        }}
        act={(task) => {
          const promise = promised.get(task.id);
          if (promise) return <KeepTask promise={promise} />;
          return mayDo(roles, "workCalls") && task.adult && task.pupil && noted(task.kind) ? <NoteLink taskId={task.id} name={task.adult.name} /> : undefined;
        }} />
    </>
  );
}
