import { gatherEntries, wordEntries } from "@/app/_features/calendar/gather";
import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi, getContext } from "@/app/_trpc/server";
import { writeCalendar } from "@/server/family-calendar";

import { sendCalendar } from "./answer";

/** The signed-in adult's calendar of today as a file: `?lang=ur`. */
export async function GET(request: Request): Promise<Response> {
  const language = readLanguage(request);
  if (!language) return sendRefusal(404);
  try {
    const [api, ctx] = await Promise.all([getApi(language), getContext(language)]);
    const own = await api.calendar.own.get();
    const entries = await gatherEntries(api, own, language, ctx.school.zone);
    return sendCalendar(await writeCalendar(ctx, null, wordEntries(entries, own.children)));
  } catch (error) {
    return sendRefusal(error);
  }
}
