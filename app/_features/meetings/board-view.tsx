import { getTranslations } from "next-intl/server";

import { Picture } from "@/app/_ui/picture";
import { BOARD_ROWS, BOARD_SECONDS } from "@/server/features/meetings/board/schema";
import { formatDate } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";

import type { Board } from "./answers";

type Pair = readonly [english: string, theirs: string | null];

/** Words in the language that has its turn and in English, side by side where there is room, each in its own direction. */
function Both({ words: [english, theirs], language, className = "" }: { words: Pair; language: string | null; className?: string }) {
  const other = language ? pageLanguage(language) : null;
  return (
    <span className={`inline-flex flex-wrap items-baseline gap-x-[0.6em] ${className}`}>
      {other && theirs ? <span lang={other.tag} dir={other.dir}>{theirs}</span> : null}
      <span lang="en" dir="ltr" className={other ? "text-[0.75em] font-normal" : ""}>{english}</span>
    </span>
  );
}

/** What the board says, in English and in the language that has its turn. */
async function wordsOf(language: string | null) {
  const [english, theirs] = await Promise.all([getTranslations({ locale: "en", namespace: "meetings.board" }), getTranslations({ locale: language ?? "en", namespace: "meetings.board" })]);
  return (key: Parameters<typeof english>[0], count = 0): Pair => [english(key, { count, time: "" }), language ? theirs(key, { count, time: "" }) : null];
}

/** Who is next, for a screen in a hall: large, calm, without a name, all of it on one screen. public/board.js looks for news and keeps what there is when the network is gone. */
export async function BoardView({ board, school, zone }: { board: Board; school: string; zone: string }) {
  const { language, rows } = board;
  const words = await wordsOf(language);
  const half = rows.length > BOARD_ROWS / 2 ? Math.ceil(rows.length / 2) : rows.length;
  const halves = [rows.slice(0, half), rows.slice(half)].filter((each) => each.length > 0);
  return (
    <div data-board={BOARD_SECONDS} className="grid content-start gap-[2vh]">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div>
          <p className="text-ink-soft"><bdi>{school}</bdi>{board.parts > 1 ? <> · <bdi dir="ltr">{board.part}/{board.parts}</bdi></> : null}</p>
          <h1 className="text-[2.2em] leading-tight"><Both words={words("title")} language={language} /></h1>
          <p className="flex items-center gap-3 font-bold"><Picture name="talk" size={48} /><Both words={words(board.called === "number" ? "findNumber" : "findInitials")} language={language} /></p>
        </div>
        <p className="flex items-center gap-3 text-[2.2em] font-bold tabular-nums"><Picture name="clock" size={64} /><bdi dir="ltr">{formatDate("en", board.at, "time", zone)}</bdi></p>
      </div>
      {rows.length === 0 ? <p className="text-[1.5em]"><Both words={words("empty")} language={language} /></p> : (
        <>
          <div className={`grid items-start gap-[2vw] ${halves.length > 1 ? "lg:grid-cols-2" : ""}`}>
            {halves.map((each, nth) => <Rooms key={nth} rows={each} words={words} language={language} zone={zone} />)}
          </div>
          <p className="text-[1.1em]"><Both words={words("calm")} language={language} /></p>
        </>
      )}
    </div>
  );
}

function Rooms({ rows, words, language, zone }: { rows: Board["rows"]; words: Awaited<ReturnType<typeof wordsOf>>; language: string | null; zone: string }) {
  const time = (at: Date) => <bdi dir="ltr">{formatDate("en", at, "time", zone)}</bdi>;
  return (
    <table className="w-full border-separate border-spacing-y-1 text-[1.35em] leading-tight">
      <thead className="text-[0.7em]"><tr>{(["room", "now", "next"] as const).map((column) => <th key={column} scope="col" className="px-1.5 text-start sm:px-3"><Both words={words(column)} language={language} /></th>)}</tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.room ?? ""}${row.teacher}`} className="bg-card">
            <th scope="row" className="rounded-s-m px-1.5 py-2 text-start font-normal wrap-anywhere sm:px-3"><strong><bdi>{row.room ?? row.teacher}</bdi></strong>{row.room ? <span className="block text-[0.65em] text-ink-soft"><bdi>{row.teacher}</bdi></span> : null}</th>
            <td className="px-1.5 py-2 font-bold tabular-nums sm:px-3">{row.now ? <span className="inline-flex items-center gap-2"><Picture name="classroom" size={40} /><bdi dir="ltr">{row.now}</bdi></span> : "–"}</td>
            <td className="rounded-e-m px-1.5 py-2 sm:px-3">
              <ol className="flex flex-wrap gap-x-[1em]">
                {row.next.map(({ called, startsAt }, nth) => <li key={`${called}${startsAt.toISOString()}`} className={`whitespace-nowrap tabular-nums ${nth === 0 ? "font-bold" : ""}`}><bdi dir="ltr">{called}</bdi> <span className="text-[0.65em] text-ink-soft">{time(startsAt)}</span></li>)}
              </ol>
              {row.next.length > 0 && row.late > 0 ? <Both words={words("late", row.late)} language={language} className="mt-1 rounded-s bg-glow-wash px-2 text-[0.65em] font-bold" /> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a board says when it has heard nothing for a while; hidden until then. */
export async function BoardLost({ language }: { language: string | null }) {
  const words = await wordsOf(language);
  return <div data-lost="" hidden role="status" className="notice notice-warn text-[1.1em]"><Both words={words("lost")} language={language} /></div>;
}
