import { calendarFile } from "@/app/api/events/calendar-file";
import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";

/** The days of the whole school for any calendar that subscribes: `?lang=ur`. Public: it holds nothing of anybody. */
export async function GET(request: Request): Promise<Response> {
  const language = readLanguage(request);
  if (!language) return sendRefusal(404);
  try {
    return calendarFile(await (await getApi(language)).calendar.open.file(), "dates.ics");
  } catch (error) {
    return sendRefusal(error);
  }
}
