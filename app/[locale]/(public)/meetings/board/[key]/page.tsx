import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { BOARD } from "@/app/_features/meetings/answers";
import { BoardLost, BoardView } from "@/app/_features/meetings/board-view";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { BOARD_SECONDS } from "@/server/features/meetings/board/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings.board"))("title"), robots: { index: false } };
}

/** The board for a screen in a hall. Whoever has its address sees it, until the office stops the link; nobody signs in on a television. */
export default async function BoardPage({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  const [locale, api, ctx] = await Promise.all([getLocale(), getApi(), getContext()]);
  const board = await orRedirect(locale, `${BOARD}/${key}`, api.meetings.board.open({ key }));
  return (
    <main id="main" className="grid min-h-dvh content-start gap-6 bg-paper p-[2.5vw] text-[clamp(1rem,1.6vw,2rem)]">
      <BoardLost language={board.language} />
      <BoardView board={board} school={ctx.school.name} zone={ctx.school.zone} />
      <noscript><meta httpEquiv="refresh" content={String(BOARD_SECONDS)} /></noscript>
      <script src="/board.js" defer />
    </main>
  );
}
