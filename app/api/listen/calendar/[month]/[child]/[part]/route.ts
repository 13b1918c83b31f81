import { gatherEntries } from "@/app/_features/calendar/gather";
import { showCalendar } from "@/app/_features/calendar/sections";
import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi, getContext } from "@/app/_trpc/server";
import { hearCalendarPart } from "@/server/family-calendar";
import { partInput } from "@/server/features/languages/speech/schema";
import { dayIn } from "@/server/lib/clock";

import { answerSound, readPart } from "../../../../sound";

/** A sentence or block of a month of this adult's calendar, of "all" children or of one by id: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ month: string; child: string; part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const { part, ...asked } = await params;
  const input = partInput.safeParse({ part: readPart(part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => {
    const [api, ctx] = await Promise.all([getApi(language), getContext(language)]);
    const own = await api.calendar.own.get();
    const entries = await gatherEntries(api, own, language, ctx.school.zone);
    return hearCalendarPart(ctx, showCalendar(own, entries, asked, dayIn(ctx.school.zone, ctx.now)).sections, input.data.part);
  });
}
