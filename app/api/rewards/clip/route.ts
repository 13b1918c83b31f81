import { FileRefused, readFileForm } from "@/app/api/file-form";
import { seeOther } from "@/app/api/see-other";
import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { getApi } from "@/app/_trpc/server";
import { unexplainedIn } from "@/server/features/languages/gate/schema";
import { CLIP_BYTES, putClipInput } from "@/server/features/rewards/clips/schema";
import { isOwnOrigin } from "@/server/lib/auth/origin";
import type { AppError } from "@/server/lib/errors";
import { formatList, isolateName } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { toAppError } from "@/server/lib/trpc/base";

const NAMESPACE = "rewards.celebrate";

/** What a refusal says: its own words where it has some, with the names of those who have not agreed. */
function refused({ code, fields }: AppError, locale: string): Flash {
  const letters = unexplainedIn({ ".words": fields.words }).flatMap((field) => field.letters).join(", ");
  if (letters) return { tone: "stop", namespace: "rewards.said", message: "acronym", values: { letters } };
  const names = (JSON.parse(fields.who ?? "[]") as (string | null)[]).flatMap((name) => (name ? [isolateName(name)] : []));
  if (fields.film === "no_consent") return { tone: "stop", namespace: NAMESPACE, message: "noFilmConsent", values: { children: formatList(locale, names) } };
  const known = fields.film === "too_long" || code === "too_large" ? "filmTooLarge" : fields.film ? "notAFilm" : fields.photo ? "notAPhoto" : fields.pupilIds ? "filmNobody" : fields.words ? "filmWords" : null;
  return known ? { tone: "stop", namespace: known === "notAPhoto" ? "rewards.said" : NAMESPACE, message: known } : { tone: "stop", message: code };
}

/** Puts the film of a celebration before its families: a form of its own and no server action, because a film is larger than those take. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnOrigin(request.headers)) return new Response(null, { status: 403 });
  let fields = new Map<string, string>();
  const tag = () => pageLanguage(fields.get("locale")).tag;
  const path = () => `/staff/rewards/celebrations/${encodeURIComponent(fields.get("celebrationId") ?? "")}`;
  try {
    const form = await readFileForm(request, { bytes: CLIP_BYTES, files: 2 });
    fields = form.fields;
    const [film, poster] = form.files;
    const { told } = await (await getApi(tag())).rewards.celebrations.putClip(putClipInput.parse({
      celebrationId: fields.get("celebrationId"), film: film ?? new Uint8Array(), poster, words: fields.get("words") ?? "", keep: fields.get("keep") ?? undefined,
      pupilIds: [...fields.keys()].flatMap((name) => (name.startsWith("child-") ? [name.slice(6)] : [])),
    }));
    await leaveFlash(path(), { tone: "good", namespace: NAMESPACE, message: "filmSaved", values: { count: String(told) } });
  } catch (error) {
    if (error instanceof FileRefused) fields = error.formFields;
    const refusal = toAppError(error);
    if (refusal.code === "unexpected") throw error;
    if (refusal.code === "sign_in_required") return seeOther(`/${tag()}/sign-in?next=${encodeURIComponent(path())}`);
    if (refusal.code === "second_factor_required") return seeOther(`/${tag()}/staff/second-factor?next=${encodeURIComponent(path())}`);
    if (refusal.code === "not_found") return new Response(null, { status: 404 });
    await leaveFlash(path(), refused(refusal, tag()));
  }
  return seeOther(`/${tag()}${path()}`);
}
