import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { formatDate, formatList, isolateName } from "@/server/lib/i18n/format";

import { decideAction, takeBackAction } from "./actions";
import type { StaffNotes } from "./answers";
import { answerPictures, categoryPictures } from "./pictures";
import { photoAt } from "./places";

type Note = StaffNotes[number];
const tones = { waiting: "warn", shown: "good", refused: "stop", taken_back: "plain" } as const;

/** What a note says, and its photo while it may be seen. */
async function Said({ note }: { note: Note }) {
  const t = await getTranslations("rewards.staff");
  const { sentence, words, photo, hidden } = note;
  return (
    <div className="grid gap-2">
      {sentence ? <p>{sentence}</p> : null}
      {words ? <p lang="en" dir="auto" className="whitespace-pre-line">{words}</p> : null}
      {photo ? <img src={photoAt(photo.successId, photo.hash)} alt={t("photoAlt")} width={photo.width} height={photo.height} loading="lazy" className="h-auto max-h-48 w-auto max-w-full justify-self-start rounded-m" /> : null}
      {hidden ? <p className="mark">{t("hidden")}</p> : null}
    </div>
  );
}

/** What waits for a second pair of eyes. */
export async function WaitingNotes({ notes }: { notes: StaffNotes }) {
  const [t, categories, locale] = await Promise.all([getTranslations("rewards.staff"), getTranslations("rewards.categories"), getLocale()]);
  const waiting = notes.filter(({ state, decides }) => state === "waiting" && decides);
  if (waiting.length === 0) return null;
  return (
    <section className="grid gap-3" aria-labelledby="waiting">
      <h2 id="waiting">{t("waiting")} ({waiting.length})</h2>
      <ul className="grid gap-3 lg:grid-cols-2">
        {waiting.map((note) => (
          <li key={note.noteKey} className="card grid content-start gap-3">
            <p className="flex items-center gap-3 font-bold"><Picture name={categoryPictures[note.category]} size={32} /><span>{formatList(locale, note.children.map(({ name }) => isolateName(name)))}: {categories(note.category)}</span></p>
            <Said note={note} />
            {note.by ? <p className="text-ink-soft">{t("by")}: <bdi>{note.by}</bdi></p> : null}
            <form action={decideAction} className="flex flex-wrap gap-2">
              <input type="hidden" name="locale" value={locale} />
              <input type="hidden" name="noteKey" value={note.noteKey} />
              <button name="decide" value="yes" className="button button-small"><Icon name="check" />{t("approve")}</button>
              <button name="decide" value="no" className="button button-quiet button-small"><Icon name="x" />{t("refuse")}</button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was noted of late, with what families say back. */
export async function RecentNotes({ notes, zone }: { notes: StaffNotes; zone: string }) {
  const [t, states, answers, locale] = await Promise.all([getTranslations("rewards.staff"), getTranslations("rewards.states"), getTranslations("rewards.answers"), getLocale()]);
  if (notes.length === 0) return <Empty picture="celebration" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  return (
    <section className="grid gap-3">
      <h2 id="recent">{t("recent")}</h2>
      <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="recent">
        <table className="table table-cards">
          <thead><tr>{(["child", "what", "by", "when", "replies"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}<td /></tr></thead>
          <tbody>
            {notes.flatMap((note) => note.children.map((child) => (
              <tr key={child.successId}>
                <th scope="row"><bdi>{child.name}</bdi><br /><Badge tone={tones[child.state]}>{states(child.state)}</Badge></th>
                <td data-label={t("what")}><span className="flex items-start gap-2"><Picture name={categoryPictures[note.category]} size={28} /><Said note={note} /></span></td>
                <td data-label={t("by")}>{note.by ? <bdi>{note.by}</bdi> : "–"}</td>
                <td data-label={t("when")}>{formatDate(locale, note.at, "shortMoment", zone)}</td>
                <td data-label={t("replies")}>
                  {child.replies.length === 0 ? "–" : <ul className="grid gap-1">{child.replies.map(({ by, answer }) => <li key={by} className="flex items-center gap-2"><Picture name={answerPictures[answer]} size={24} /><span><bdi>{by}</bdi>: {answers(answer)}</span></li>)}</ul>}
                </td>
                <td>
                  {note.mayTakeBack && (child.state === "shown" || child.state === "waiting") ? (
                    <form action={takeBackAction}>
                      <input type="hidden" name="locale" value={locale} />
                      <input type="hidden" name="successId" value={child.successId} />
                      <button className="button button-quiet button-small" aria-label={t("takeBackOf", { name: child.name })}>{t("takeBack")}</button>
                    </form>
                  ) : null}
                </td>
              </tr>
            )))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
