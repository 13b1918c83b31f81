import { FileRefused, readFileForm } from "@/app/api/file-form";
import { type Field, type Place, takeForm } from "@/app/api/take-form";
import { refusedWords } from "@/app/_features/shell/refused-words";
import type { Flash } from "@/app/_trpc/flash";
import { FILE_BYTES, FILES_A_POST } from "@/server/features/messages/schema";
import type { AppError } from "@/server/lib/errors";
import { sniffAudio } from "@/server/lib/speech/media";

export interface PostForm {
  tag: string;
  field: Field;
  names: string[];
  voice: Uint8Array<ArrayBuffer> | undefined;
  files: Uint8Array<ArrayBuffer>[];
}

/** Which words a refusal has: a key of messages.errors or listen.errors, or the code itself. */
function refusalFlash(refusal: AppError, words: string | undefined): Flash {
  const { code, fields } = refusal;
  const values = { words: words ?? "" };
  if (fields.voice) return { tone: "stop", namespace: "listen.errors", message: fields.voice, values };
  const own = refusedWords(refusal);
  if (own && fields.words) return { ...own, values: { ...values, ...own.values } };
  const known: Record<string, string | undefined> = {
    files: fields.files, words: fields.words || fields.threadId ? "needed" : undefined, adultIds: fields.adultIds ? "adults" : undefined,
    restricted: code === "not_allowed" ? "restricted" : undefined, unchecked: code === "conflict" ? "unchecked" : undefined, size: code === "too_large" ? "too_large" : undefined,
  };
  const message = Object.values(known).find((each) => each !== undefined);
  return message ? { tone: "stop", namespace: "messages.errors", message, values } : { tone: "stop", message: code, values };
}

/**
 * Takes the form of a message, family's or staff's: words, a recording, photos and files.
 * @param from where the form stands
 */
export async function takePost(request: Request, from: (form: Pick<PostForm, "field">) => Place, send: (form: PostForm) => Promise<Place & { flash: Flash }>): Promise<Response> {
  const toMain = (place: Place & { flash?: Flash }) => ({ ...place, rest: `${place.rest ?? ""}#main` });
  return takeForm(request, {
    read: (sent) => readFileForm(sent, { bytes: FILE_BYTES, files: FILES_A_POST + 1 }),
    from: (field) => toMain(from({ field })),
    send: async ({ fields, files: all, tag, field }) => {
      // A recording and photos come through the same boxes: what a file is, its bytes say.
      const isVoice = (file: Uint8Array<ArrayBuffer>) => sniffAudio(Buffer.from(file)) !== null;
      const files = all.filter((file) => !isVoice(file));
      if (files.length > FILES_A_POST) throw new FileRefused("too_many", fields);
      return toMain(await send({ tag, field, names: [...fields.keys()], voice: all.find(isVoice), files }));
    },
    refused: (refusal, field) => refusalFlash(refusal, field("words")),
  });
}
