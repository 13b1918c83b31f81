import { readLanguage, sendPdf, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";

/** A report as it stands now, for staff, on paper: `?lang=ur`, or `?adult=ID` as that adult will get it. */
export async function GET(request: Request, { params }: { params: Promise<{ reportId: string }> }): Promise<Response> {
  const { reportId } = await params;
  const adultId = new URL(request.url).searchParams.get("adult") ?? undefined;
  const language = readLanguage(request);
  if (!language) return sendRefusal(404);
  try {
    const api = await getApi("en");
    return await sendPdf(await api.reports.printing.preview({ reportId, adultId, language: adultId ? undefined : language }));
  } catch (error) {
    return sendRefusal(error);
  }
}
