import { readVoiceForm, VoiceTooLarge } from "@/app/api/listen/upload";
import { seeOther } from "@/app/api/see-other";
import { leaveFlash } from "@/app/_trpc/flash";
import { getApi } from "@/app/_trpc/server";
import { NOTE_BYTES } from "@/server/features/languages/speech/schema";
import { isOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { toAppError } from "@/server/lib/trpc/base";

/**
 * "I would like to talk": a few words, written or spoken, or none. A form of its own and no server action, because a recording
 * is read piece by piece up to its limit. Then 303 to the report, with what was typed when something was wrong.
 */
export async function POST(request: Request, { params }: { params: Promise<{ reportId: string }> }): Promise<Response> {
  if (!isOwnOrigin(request.headers)) return new Response(null, { status: 403 });
  const { reportId } = await params;
  let fields = new Map<string, string>();
  const pathOf = () => `/family/reports/${encodeURIComponent(reportId)}${fields.get("view") === "easy" ? "/easy" : ""}`;
  const address = () => `/${pageLanguage(fields.get("locale")).tag}${pathOf()}${fields.get("view") === "full" ? "?view=full" : ""}`;
  try {
    const form = await readVoiceForm(request, NOTE_BYTES);
    fields = form.fields;
    const api = await getApi(pageLanguage(fields.get("locale")).tag);
    await api.reports.family.requestTalk({ reportId, note: fields.get("note"), voice: form.voice });
  } catch (error) {
    if (error instanceof VoiceTooLarge) fields = error.formFields;
    const refusal = toAppError(error);
    if (refusal.code === "unexpected") throw error;
    if (refusal.code === "sign_in_required") return seeOther(`/${pageLanguage(fields.get("locale")).tag}/sign-in?next=${encodeURIComponent(pathOf())}`);
    if (refusal.code === "not_found") return new Response(null, { status: 404 });
    await leaveFlash(pathOf(), { tone: "stop", message: refusal.code, fields: refusal.fields, values: { note: fields.get("note") ?? "" } });
  }
  return seeOther(`${address()}#answers`);
}
