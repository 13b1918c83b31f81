import { seeOther } from "@/app/api/see-other";
import { leaveFlash } from "@/app/_trpc/flash";
import { getApi } from "@/app/_trpc/server";
import { isOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { toAppError } from "@/server/lib/trpc/base";

import { readUploadForm } from "./multipart";

const PATH = "/staff/import";
const reasons: Record<string, string> = { required: "errors.required", too_many: "errors.tooMany", broken: "errors.broken" };

/**
 * Takes the import page's form: the files go to the database as they arrive, at most one piece in memory. Then 303 to the
 * page of the run, or back to the form with the reason.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnOrigin(request.headers)) return new Response(null, { status: 403 });
  let locale = "en";
  try {
    // The wire type of a body is a web stream, which Node can walk over as well.
    const body = (request.body ?? new ReadableStream<Uint8Array>()) as unknown as AsyncIterable<Uint8Array>;
    const { fields, files } = await readUploadForm(request.headers.get("content-type") ?? "", body);
    locale = pageLanguage(fields.get("locale")).tag;
    const { runId } = await (await getApi(locale)).people.import.start({ files });
    return seeOther(`/${locale}${PATH}/${runId}`);
  } catch (error) {
    const refusal = toAppError(error);
    if (refusal.code === "unexpected") throw error;
    if (refusal.code === "sign_in_required" || refusal.code === "second_factor_required") return seeOther(`/${locale}/sign-in?next=${encodeURIComponent(PATH)}`);
    if (refusal.code === "not_found" || refusal.code === "not_allowed") return new Response(null, { status: 404 });
    const message = refusal.code === "conflict" ? "errors.open" : refusal.code === "too_large" ? "errors.tooLarge" : reasons[refusal.fields.file ?? ""] ?? refusal.code;
    await leaveFlash(PATH, { tone: "stop", message });
    return seeOther(`/${locale}${PATH}`);
  }
}
