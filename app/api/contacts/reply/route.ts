import { readVoiceForm, VoiceTooLarge } from "@/app/api/listen/upload";
import { seeOther } from "@/app/api/see-other";
import { leaveFlash } from "@/app/_trpc/flash";
import { getApi } from "@/app/_trpc/server";
import { NOTE_BYTES } from "@/server/features/languages/speech/schema";
import { isOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { toAppError } from "@/server/lib/trpc/base";

const PATH = "/family/contacts";

/**
 * What an adult says of the record, written or spoken. A form of its own and no server action, because a recording is read
 * piece by piece up to its limit. Then 303 to the record, with what was typed when something was wrong.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnOrigin(request.headers)) return new Response(null, { status: 403 });
  let fields = new Map<string, string>();
  const tag = () => pageLanguage(fields.get("locale")).tag;
  const place = () => fields.get("contactId") ?? fields.get("pupilId") ?? "";
  try {
    const form = await readVoiceForm(request, NOTE_BYTES);
    fields = form.fields;
    const api = await getApi(tag());
    await api.contacts.reply({ pupilId: fields.get("pupilId") ?? "", contactId: fields.get("contactId"), note: fields.get("note"), voice: form.voice });
    await leaveFlash(PATH, { tone: "good", message: "family.sent" });
  } catch (error) {
    if (error instanceof VoiceTooLarge) fields = error.formFields;
    const refusal = toAppError(error);
    if (refusal.code === "unexpected") throw error;
    if (refusal.code === "sign_in_required") return seeOther(`/${tag()}/sign-in?next=${encodeURIComponent(PATH)}`);
    if (refusal.code === "not_found") return new Response(null, { status: 404 });
    await leaveFlash(PATH, { tone: "stop", message: refusal.code, fields: refusal.fields, values: { note: fields.get("note") ?? "", place: place() } });
    return seeOther(`/${tag()}${PATH}#say-${encodeURIComponent(place())}`);
  }
  return seeOther(`/${tag()}${PATH}#main`);
}
