import { readLanguage, sendPdf, sendRefusal } from "@/app/api/reports/answer";
import { getApi, getContext } from "@/app/_trpc/server";
import { printInput } from "@/server/features/newsletters/schema";

/** A newsletter on paper, for those who may read it: `?lang=ur`, and `&easy=1` in easy read. */
export async function GET(request: Request, { params }: { params: Promise<{ newsletterId: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const parsed = printInput.safeParse({ ...(await params), easy: new URL(request.url).searchParams.get("easy") === "1" });
  if (!language || !parsed.success) return sendRefusal(404);
  try {
    const [api, { actor }] = await Promise.all([getApi(language), getContext(language)]);
    return await sendPdf(await (actor.kind === "person" ? api.newsletters.own.print(parsed.data) : api.newsletters.open.print(parsed.data)));
  } catch (error) {
    return sendRefusal(error);
  }
}
