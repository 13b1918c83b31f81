import { readVoiceForm } from "@/app/api/listen/upload";
import { seeOther } from "@/app/api/see-other";
import { leaveFlash } from "@/app/_trpc/flash";
import { getApi } from "@/app/_trpc/server";
import { RECORDING_BYTES } from "@/server/features/languages/speech/schema";
import { isOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { toAppError } from "@/server/lib/trpc/base";

const pages: Record<string, string> = { staff: "/staff/recordings", family: "/family/voice" };

/**
 * A person's voice for one sentence, from staff or from a parent: fields locale, from (staff, family), source (page, bank),
 * language, sentence (its hash), then the file. Then 303 to the page that it came from.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnOrigin(request.headers)) return new Response(null, { status: 403 });
  let fields = new Map<string, string>();
  const path = () => pages[fields.get("from") ?? ""] ?? "/family/voice";
  const locale = () => pageLanguage(fields.get("locale")).tag;
  try {
    const form = await readVoiceForm(request, RECORDING_BYTES);
    fields = form.fields;
    const api = await getApi(locale());
    const input = { language: fields.get("language") ?? "", sentence: fields.get("sentence") ?? "", audio: form.voice ?? new Uint8Array() };
    await (fields.get("source") === "bank" ? api.reports.listening.record(input) : api.languages.speech.record(input));
    await leaveFlash(path(), { tone: "good", message: "recordings.saved" });
  } catch (error) {
    const refusal = toAppError(error);
    if (refusal.code === "unexpected") throw error;
    if (refusal.code === "sign_in_required" || refusal.code === "second_factor_required") return seeOther(`/${locale()}/sign-in?next=${encodeURIComponent(path())}`);
    const reason = refusal.fields.voice;
    await leaveFlash(path(), { tone: "stop", message: reason ? `errors.${reason}` : refusal.code === "invalid_input" ? "errors.no_sound" : refusal.code });
  }
  const language = fields.get("language");
  return seeOther(`/${locale()}${path()}${path() === pages.staff && language ? `?language=${encodeURIComponent(language)}` : ""}`);
}
