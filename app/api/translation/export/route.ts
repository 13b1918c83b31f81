import { privateHeaders, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { exportInput } from "@/server/features/languages/exchange/schema";

/** The sentences that wait in a language as a file: `?language=ur&format=xliff`. */
export async function GET(request: Request): Promise<Response> {
  const search = new URL(request.url).searchParams;
  const parsed = exportInput.safeParse({ language: search.get("language"), format: search.get("format") });
  if (!parsed.success) return sendRefusal(404);
  try {
    const { fileName, type, body } = await (await getApi("en")).languages.exchange.file(parsed.data);
    return new Response(body, { headers: privateHeaders(type, `attachment; filename="${fileName}"`) });
  } catch (error) {
    return sendRefusal(error);
  }
}
