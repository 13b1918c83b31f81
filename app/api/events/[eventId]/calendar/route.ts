import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { sessionFileInput } from "@/server/features/events/schema";

import { calendarFile } from "../../calendar-file";

/** One time of an event to be put into a calendar: `?time=<id>&lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ eventId: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const parsed = sessionFileInput.safeParse({ ...(await params), sessionId: new URL(request.url).searchParams.get("time") });
  if (!language || !parsed.success) return sendRefusal(404);
  try {
    return calendarFile(await (await getApi(language)).events.open.file(parsed.data), "event.ics");
  } catch (error) {
    return sendRefusal(error);
  }
}
