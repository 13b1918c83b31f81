import { privateHeaders } from "@/app/api/reports/answer";

/** A family's calendar as a file: nobody between may keep it. */
export function sendCalendar(text: string): Response {
  return new Response(text, { headers: privateHeaders("text/calendar; charset=utf-8", 'attachment; filename="calendar.ics"') });
}
