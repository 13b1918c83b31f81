import { gatherEntries, wordEntries } from "@/app/_features/calendar/gather";
import { sendRefusal } from "@/app/api/reports/answer";
import { getContext } from "@/app/_trpc/server";
import { openCalendar, writeCalendar } from "@/server/family-calendar";
import { feedKeyInput } from "@/server/features/calendar/schema";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { toAppError } from "@/server/lib/trpc/base";

import { sendCalendar } from "../../answer";

/**
 * A family's calendar for a program that has its secret link. What the adult may know is asked anew each time. A key that never was, one that
 * was ended and one whose adult may know of no child any more are answered alike, byte for byte. The key is in no log and in no answer.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  const parsed = feedKeyInput.safeParse(await params);
  if (!parsed.success) return sendRefusal(404);
  try {
    const opened = await openCalendar(await getContext(SOURCE_LANGUAGE), parsed.data.key);
    if (!opened) return sendRefusal(404);
    const { api, ctx, feedId } = opened;
    const own = await api.calendar.own.get();
    if (own.children.length === 0) return sendRefusal(404);
    const entries = await gatherEntries(api, own, ctx.locale, ctx.school.zone);
    return sendCalendar(await writeCalendar(ctx, feedId, wordEntries(entries, own.children)));
  } catch (error) {
    return sendRefusal(toAppError(error).code === "rate_limited" ? 429 : error);
  }
}
