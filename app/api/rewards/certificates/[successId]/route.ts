import { readLanguage, sendPdf, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { successInput } from "@/server/features/rewards/schema";

/** The certificate of a success on paper, for its family, in English and `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ successId: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const parsed = successInput.safeParse(await params);
  if (!language || !parsed.success) return sendRefusal(404);
  try {
    return await sendPdf(await (await getApi(language)).rewards.own.print(parsed.data));
  } catch (error) {
    return sendRefusal(error);
  }
}
