import { readWrittenLanguage, sendPdf, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";

/** A published report as a file for its reader, in the language asked for: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ reportId: string }> }): Promise<Response> {
  const { reportId } = await params;
  const language = readWrittenLanguage(request);
  if (!language) return sendRefusal(404);
  try {
    const api = await getApi(language);
    return await sendPdf(await api.reports.family.print({ reportId, language }));
  } catch (error) {
    return sendRefusal(error);
  }
}
