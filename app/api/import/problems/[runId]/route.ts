import { privateHeaders, readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";

/** What is wrong with an import as CSV, in the language asked for: `?lang=ur`. */
export async function GET(request: Request, { params }: { params: Promise<{ runId: string }> }): Promise<Response> {
  const { runId } = await params;
  const language = readLanguage(request);
  if (!language) return sendRefusal(404);
  try {
    const { fileName, csv } = await (await getApi(language)).people.import.csv({ runId });
    return new Response(csv, { headers: privateHeaders("text/csv; charset=utf-8", `attachment; filename="${fileName}"`) });
  } catch (error) {
    return sendRefusal(error);
  }
}
