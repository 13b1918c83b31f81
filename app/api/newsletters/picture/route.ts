import { FileRefused, readFileForm } from "@/app/api/file-form";
import { seeOther } from "@/app/api/see-other";
import { leaveFlash } from "@/app/_trpc/flash";
import { getApi } from "@/app/_trpc/server";
import { PICTURE_BYTES } from "@/server/features/newsletters/schema";
import { isOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { toAppError } from "@/server/lib/trpc/base";

const NAMESPACE = "newsletters.staff";

/** Puts a picture and its words into a newsletter: a form of its own and no server action, because a photo is larger than those take. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnOrigin(request.headers)) return new Response(null, { status: 403 });
  let fields = new Map<string, string>();
  const pathOf = () => `/staff/newsletters/${encodeURIComponent(fields.get("newsletterId") ?? "")}`;
  const tag = () => pageLanguage(fields.get("locale")).tag;
  try {
    const form = await readFileForm(request, { bytes: PICTURE_BYTES, files: 1 });
    fields = form.fields;
    const blockId = fields.get("blockId") ?? "";
    const { newsletterId } = await (await getApi(tag())).newsletters.putPicture({ blockId, file: form.files[0], alt: fields.get("alt") ?? "", pupilIds: [...fields.keys()].flatMap((name) => (name.startsWith("child-") ? [name.slice(6)] : [])), nobody: fields.get("people") === "nobody" });
    const path = `/staff/newsletters/${newsletterId}`;
    await leaveFlash(path, { tone: "good", namespace: NAMESPACE, message: "pictureSaved" });
    return seeOther(`/${tag()}${path}#block-${blockId}`);
  } catch (error) {
    if (error instanceof FileRefused) fields = error.formFields;
    const refusal = toAppError(error);
    if (refusal.code === "unexpected") throw error;
    const place = `${pathOf()}/pictures/${encodeURIComponent(fields.get("blockId") ?? "")}`;
    if (refusal.code === "sign_in_required") return seeOther(`/${tag()}/sign-in?next=${encodeURIComponent(place)}`);
    if (refusal.code === "second_factor_required") return seeOther(`/${tag()}/staff/second-factor?next=${encodeURIComponent(place)}`);
    if (refusal.code === "not_found") return new Response(null, { status: 404 });
    const known = refusal.fields.photo ? "notAPhoto" : refusal.fields.file ? "fileNeeded" : refusal.fields.people ? "peopleNeeded" : refusal.fields.alt ? "altNeeded" : refusal.code === "too_large" ? "tooLarge" : null;
    await leaveFlash(place, { tone: "stop", ...(known ? { namespace: NAMESPACE, message: known } : { message: refusal.code }), values: { alt: fields.get("alt") ?? "" } });
    return seeOther(`/${tag()}${place}`);
  }
}
