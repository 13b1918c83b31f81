import { sendCalendar } from "@/app/api/calendar/answer";
import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { celebrationInput } from "@/server/features/rewards/celebrations/schema";

/** A celebration to be put into the calendar of whoever is invited: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ celebrationId: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const parsed = celebrationInput.safeParse(await params);
  if (!language || !parsed.success) return sendRefusal(404);
  try {
    return sendCalendar(await (await getApi(language)).rewards.celebrations.own.file(parsed.data));
  } catch (error) {
    return sendRefusal(error);
  }
}
