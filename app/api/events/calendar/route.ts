import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";

import { calendarFile } from "../calendar-file";

/** All events of the school for a calendar that subscribes to them: `?lang=ur`. Public: it holds nothing of anybody. */
export async function GET(request: Request): Promise<Response> {
  const language = readLanguage(request);
  if (!language) return sendRefusal(404);
  try {
    return calendarFile(await (await getApi(language)).events.open.feed(), "events.ics");
  } catch (error) {
    return sendRefusal(error);
  }
}
