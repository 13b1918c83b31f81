import { FileRefused, readFileForm } from "@/app/api/file-form";
import { seeOther } from "@/app/api/see-other";
import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { getApi } from "@/app/_trpc/server";
import { unexplainedIn } from "@/server/features/languages/gate/schema";
import { noteInput, PHOTO_BYTES } from "@/server/features/rewards/schema";
import { isOwnOrigin } from "@/server/lib/auth/origin";
import type { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { toAppError } from "@/server/lib/trpc/base";

const PATH = "/staff/rewards";

/** What a refusal says to whoever noted: its own words where it has some, else those of its code. */
function refused({ code, fields }: AppError): Flash {
  const letters = unexplainedIn({ ".words": fields.words }).flatMap((field) => field.letters).join(", ");
  const known = letters ? "acronym" : fields.photo === "no_consent" ? "noConsent" : fields.photo ? "notAPhoto" : code === "too_large" ? "tooLarge" : fields.translation ? "unchecked" : fields.pupilIds ? "noChild" : fields.words ? "noWords" : null;
  return known ? { tone: "stop", namespace: "rewards.said", message: known, values: letters ? { letters } : undefined } : { tone: "stop", message: code };
}

/** Notes a success: a form of its own and no server action, because a photo is larger than those take. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnOrigin(request.headers)) return new Response(null, { status: 403 });
  let fields = new Map<string, string>();
  const field = (name: string) => fields.get(name) ?? "";
  const tag = () => pageLanguage(field("locale")).tag;
  const back = () => `/${tag()}${PATH}${field("class") ? `?class=${encodeURIComponent(field("class"))}` : ""}`;
  const ids = (name: string) => field(name).split(",").filter(Boolean);
  try {
    const form = await readFileForm(request, { bytes: PHOTO_BYTES, files: 1 });
    fields = form.fields;
    const input = noteInput.parse({
      key: field("key"), pupilIds: ids("pupils"), category: field("category"), statement: field("statement") || null, words: field("words"), photo: form.files[0], alsoInPhoto: ids("also"),
    });
    const { count, waits } = await (await getApi(tag())).rewards.note(input);
    await leaveFlash(PATH, { tone: "good", namespace: "rewards.said", message: waits ? "waits" : "noted", values: { count: String(count) } });
    return seeOther(back());
  } catch (error) {
    if (error instanceof FileRefused) fields = error.formFields;
    const refusal = toAppError(error);
    if (refusal.code === "unexpected") throw error;
    if (refusal.code === "sign_in_required") return seeOther(`/${tag()}/sign-in?next=${encodeURIComponent(PATH)}`);
    if (refusal.code === "second_factor_required") return seeOther(`/${tag()}/staff/second-factor?next=${encodeURIComponent(PATH)}`);
    if (refusal.code === "not_found") return new Response(null, { status: 404 });
    const flash = refused(refusal);
    await leaveFlash(PATH, { ...flash, values: { ...flash.values, pupils: field("pupils"), category: field("category"), statement: field("statement"), words: field("words") } });
    return seeOther(back());
  }
}
