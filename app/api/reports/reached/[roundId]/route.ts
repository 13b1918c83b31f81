import { privateHeaders, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { reachedInput } from "@/server/features/reports/reached/schema";

/** Who has been reached, as CSV, with the filters of the page: `?class=…&language=…&need=…&state=…`. */
export async function GET(request: Request, { params }: { params: Promise<{ roundId: string }> }): Promise<Response> {
  const { roundId } = await params;
  const asked = new URL(request.url).searchParams;
  const value = (name: string): string | undefined => asked.get(name) || undefined;
  const input = reachedInput.safeParse({
    roundId, classGroupId: value("class"), language: value("language"), readingNeed: value("need"), state: value("state"),
  });
  if (!input.success) return sendRefusal(404);
  try {
    const api = await getApi("en");
    const { fileName, csv } = await api.reports.reached.csv(input.data);
    return new Response(csv, { headers: privateHeaders("text/csv; charset=utf-8", `attachment; filename="${fileName}"`) });
  } catch (error) {
    return sendRefusal(error);
  }
}
