import { privateHeaders, readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { translatorFor } from "@/server/lib/i18n/translator";

/** The letters of a run as one file, for the printer: `?lang=ur` is the language of its title alone. */
export async function GET(request: Request, { params }: { params: Promise<{ printId: string }> }): Promise<Response> {
  const { printId } = await params;
  const language = readLanguage(request);
  if (!language) return sendRefusal(404);
  try {
    const { file } = await (await getApi(language)).delivery.letters.open({ runId: printId });
    const name = encodeURIComponent(`${translatorFor(language)("delivery.letters.fileName")}.pdf`);
    return new Response(Uint8Array.from(file), { headers: privateHeaders("application/pdf", `inline; filename="letters.pdf"; filename*=UTF-8''${name}`) });
  } catch (error) {
    return sendRefusal(error);
  }
}
