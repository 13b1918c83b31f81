import { readLanguage, sendPdf, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { celebrationInput } from "@/server/features/rewards/celebrations/schema";

/** An invitation to a celebration on paper, in easy read, for whoever is invited: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ celebrationId: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const parsed = celebrationInput.safeParse(await params);
  if (!language || !parsed.success) return sendRefusal(404);
  try {
    return await sendPdf(await (await getApi(language)).rewards.celebrations.own.print(parsed.data));
  } catch (error) {
    return sendRefusal(error);
  }
}
