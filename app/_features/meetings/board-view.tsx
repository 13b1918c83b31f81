import { getTranslations } from "next-intl/server";

import { Picture } from "@/app/_ui/picture";
import { BOARD_SECONDS } from "@/server/features/meetings/board/schema";
import { formatDate } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";

import type { Board } from "./answers";

/** Words in English and in the language that has its turn, one under the other, each in its own direction. */
function Both({ words, language, className = "" }: { words: readonly [string, string | null]; language: string | null; className?: string }) {
  const [english, theirs] = words;
  const other = language ? pageLanguage(language) : null;
  return (
    <span className={`grid gap-1 ${className}`}>
      {other && theirs ? <span lang={other.tag} dir={other.dir} className="text-start">{theirs}</span> : null}
      <span lang="en" dir="ltr" className={other ? "text-[0.75em] font-normal" : ""}>{english}</span>
    </span>
  );
}

/** Who is next, for a screen in a hall: large, calm, without a name. What it shows is looked for again by public/board.js, which keeps it when the network is gone. */
export async function BoardView({ board, school, zone }: { board: Board; school: string; zone: string }) {
  const [english, theirs] = await Promise.all([getTranslations({ locale: "en", namespace: "meetings.board" }), getTranslations({ locale: board.language ?? "en", namespace: "meetings.board" })]);
  const { language } = board;
  const both = (key: Parameters<typeof english>[0]): [string, string | null] => [english(key), language ? theirs(key) : null];
  const late = (count: number): [string, string | null] => [english("late", { count }), language ? theirs("late", { count }) : null];
  const find = board.called === "number" ? "findNumber" : "findInitials";
  return (
    <div data-board={BOARD_SECONDS} className="grid content-start gap-[3vh]">
      <div className="flex flex-wrap items-start justify-between gap-6">
        <div className="grid gap-2">
          <p className="text-[1.1em] text-ink-soft"><bdi>{school}</bdi></p>
          <h1 className="flex items-center gap-4 text-[2.4em] leading-tight"><Picture name="talk" size={96} /><Both words={both("title")} language={language} /></h1>
        </div>
        <p className="flex items-center gap-3 text-[2em] font-bold tabular-nums"><Picture name="clock" size={64} /><bdi dir="ltr">{formatDate("en", board.at, "time", zone)}</bdi></p>
      </div>
      {board.rows.length === 0 ? <Both words={both("empty")} language={language} className="text-[1.5em]" /> : (
        <>
          <Both words={both(find)} language={language} className="text-[1.3em] font-bold" />
          <table className="w-full border-separate border-spacing-y-2 text-[1.5em]">
            <thead className="text-[0.65em]">
              <tr>{(["room", "now", "next"] as const).map((column) => <th key={column} scope="col" className="px-4 text-start"><Both words={both(column)} language={language} /></th>)}</tr>
            </thead>
            <tbody>
              {board.rows.map((row) => (
                <tr key={`${row.room ?? ""}${row.teacher}`} className="bg-card">
                  <th scope="row" className="rounded-s-m px-4 py-3 text-start font-normal"><strong><bdi>{row.room ?? row.teacher}</bdi></strong>{row.room ? <span className="block text-[0.7em] text-ink-soft"><bdi>{row.teacher}</bdi></span> : null}</th>
                  <td className="px-4 py-3 font-bold tabular-nums">{row.now ? <span className="inline-flex items-center gap-3"><Picture name="classroom" size={56} /><bdi dir="ltr">{row.now}</bdi></span> : "–"}</td>
                  <td className="rounded-e-m px-4 py-3">
                    <ol className="flex flex-wrap gap-x-8 gap-y-1">
                      {row.next.map(({ called, startsAt }, nth) => (
                        <li key={`${called}${startsAt.toISOString()}`} className={`tabular-nums ${nth === 0 ? "font-bold" : ""}`}><bdi dir="ltr">{called}</bdi> <span className="text-[0.7em] text-ink-soft"><bdi dir="ltr">{formatDate("en", startsAt, "time", zone)}</bdi></span></li>
                      ))}
                    </ol>
                    {row.next.length > 0 && row.late > 0 ? <Both words={late(row.late)} language={language} className="mt-1 rounded-s bg-glow-wash px-3 py-1 text-[0.7em] font-bold" /> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <Both words={both("calm")} language={language} className="text-[1.2em]" />
        </>
      )}
    </div>
  );
}

/** What a board says when it has heard nothing for a while; hidden until then. */
export async function BoardLost({ language }: { language: string | null }) {
  const [english, theirs] = await Promise.all([getTranslations({ locale: "en", namespace: "meetings.board" }), getTranslations({ locale: language ?? "en", namespace: "meetings.board" })]);
  return <div data-lost="" hidden role="status" className="notice notice-warn text-[1.2em]"><Both words={[english("lost"), language ? theirs("lost") : null]} language={language} /></div>;
}
