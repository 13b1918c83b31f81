import { gatherEntries } from "@/app/_features/calendar/gather";
import { soonOf } from "@/app/_features/calendar/soon";
import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi, getContext } from "@/app/_trpc/server";
import { hearCalendarPart } from "@/server/family-calendar";
import { partInput } from "@/server/features/languages/speech/schema";

import { answerSound, readPart } from "../../../sound";

/** A sentence or block of the next days of this adult's calendar: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ part: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const input = partInput.safeParse({ part: readPart((await params).part) });
  if (!language || !input.success) return sendRefusal(404);
  return answerSound(request, async () => {
    const [api, ctx] = await Promise.all([getApi(language), getContext(language)]);
    const entries = await gatherEntries(api, await api.calendar.own.get(), language, ctx.school.zone);
    return hearCalendarPart(ctx, soonOf(entries, ctx.school.zone, ctx.now), input.data.part);
  });
}
