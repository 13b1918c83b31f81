import type { Ctx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";

import { type Video, videoOf } from "../rules";
import type { Setting } from "./schema";

/** What the school settled for its meetings; without a row video is not offered, and families are called by number. */
export async function getSetting(ctx: Pick<Ctx, "db">): Promise<Setting> {
  const row = await ctx.db.meetingSetting.findFirst();
  return { video: row?.video ?? "none", videoAddress: row?.videoAddress ?? undefined, called: row?.called ?? "number" };
}

/** Where the video meetings of a round are, or null when they are nowhere. One statement, none for a round with a link of its own. */
export async function findVideo(tx: Tx, round: { videoLink: string | null }): Promise<Video | null> {
  return videoOf(round.videoLink, round.videoLink ? null : await tx.meetingSetting.findFirst());
}
