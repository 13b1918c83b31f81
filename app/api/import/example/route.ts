import { privateHeaders, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";

/** The example export, or with `?file=links` its links.csv alone, for whoever may import. */
export async function GET(request: Request): Promise<Response> {
  try {
    const example = await (await getApi("en")).people.import.example();
    if (new URL(request.url).searchParams.get("file") === "links") {
      return new Response(example.links, { headers: privateHeaders("text/csv; charset=utf-8", "attachment; filename=\"links.csv\"") });
    }
    return new Response(new Uint8Array(example.zip), { headers: privateHeaders("application/zip", "attachment; filename=\"example-oneroster.zip\"") });
  } catch (error) {
    return sendRefusal(error);
  }
}
