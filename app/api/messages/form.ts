import { seeOther } from "@/app/api/see-other";
import { FileRefused, readFileForm } from "@/app/api/file-form";
import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { FILE_BYTES, FILES_A_POST } from "@/server/features/messages/schema";
import { isOwnOrigin } from "@/server/lib/auth/origin";
import { type AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { sniffAudio } from "@/server/lib/speech/media";
import { toAppError } from "@/server/lib/trpc/base";

export interface PostForm {
  tag: string;
  field: (name: string) => string | undefined;
  names: string[];
  voice: Uint8Array<ArrayBuffer> | undefined;
  files: Uint8Array<ArrayBuffer>[];
}

export interface Place {
  /** The page to which the sender goes back, without its language. */
  path: string;
  query?: string;
}

/** Which words a refusal has: a key of messages.errors or listen.errors, or the code itself. */
function refusalFlash(refusal: AppError, words: string | undefined): Flash {
  const { code, fields } = refusal;
  const values = { words: words ?? "" };
  if (fields.voice) return { tone: "stop", namespace: "listen.errors", message: fields.voice, values };
  const known: Record<string, string | undefined> = {
    files: fields.files, words: fields.words || fields.threadId ? "needed" : undefined, adultIds: fields.adultIds ? "adults" : undefined,
    restricted: code === "not_allowed" ? "restricted" : undefined, unchecked: code === "conflict" ? "unchecked" : undefined, size: code === "too_large" ? "too_large" : undefined,
  };
  const message = Object.values(known).find((each) => each !== undefined);
  return message ? { tone: "stop", namespace: "messages.errors", message, values } : { tone: "stop", message: code, values };
}

/**
 * Takes the form of a message, family's or staff's: a form of its own and no server action, because files are read piece by piece up to their
 * limit. Then 303 to where `send` says, or back to the form with what was typed when something was wrong.
 * @param from where the form stands
 */
export async function takePost(request: Request, from: (form: Pick<PostForm, "field">) => Place, send: (form: PostForm) => Promise<Place & { flash: Flash }>): Promise<Response> {
  if (!isOwnOrigin(request.headers)) return new Response(null, { status: 403 });
  let fields = new Map<string, string>();
  const field = (name: string) => fields.get(name) || undefined;
  const tag = () => pageLanguage(fields.get("locale")).tag;
  const addressOf = ({ path, query }: Place) => `/${tag()}${path}${query ? `?${query}` : ""}`;
  try {
    const form = await readFileForm(request, { bytes: FILE_BYTES, files: FILES_A_POST + 1 });
    fields = form.fields;
    // A recording and photos come through the same boxes: what a file is, its bytes say.
    const isVoice = (file: Uint8Array<ArrayBuffer>) => sniffAudio(Buffer.from(file)) !== null;
    const files = form.files.filter((file) => !isVoice(file));
    if (files.length > FILES_A_POST) throw new FileRefused("too_many", fields);
    const done = await send({ tag: tag(), field, names: [...fields.keys()], voice: form.files.find(isVoice), files });
    await leaveFlash(done.path, done.flash);
    return seeOther(`${addressOf(done)}#main`);
  } catch (error) {
    if (error instanceof FileRefused) fields = error.formFields;
    const refusal = toAppError(error);
    if (refusal.code === "unexpected") throw error;
    const place = from({ field });
    if (refusal.code === "sign_in_required") return seeOther(`/${tag()}/sign-in?next=${encodeURIComponent(place.path)}`);
    if (refusal.code === "second_factor_required") return seeOther(`/${tag()}/staff/second-factor?next=${encodeURIComponent(place.path)}`);
    if (refusal.code === "not_found") return new Response(null, { status: 404 });
    await leaveFlash(place.path, refusalFlash(refusal, fields.get("words")));
    return seeOther(`${addressOf(place)}#main`);
  }
}
