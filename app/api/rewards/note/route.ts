import { readFileForm } from "@/app/api/file-form";
import { type Field, type Place, takeForm } from "@/app/api/take-form";
import type { Flash } from "@/app/_trpc/flash";
import { getApi } from "@/app/_trpc/server";
import { unexplainedIn } from "@/server/features/languages/gate/schema";
import { noteInput, PHOTO_BYTES } from "@/server/features/rewards/schema";
import type { AppError } from "@/server/lib/errors";

const PATH = "/staff/rewards";
const placeOf = (field: Field): Place => ({ path: PATH, rest: field("class") ? `?class=${encodeURIComponent(field("class") ?? "")}` : "" });

/** What a refusal says to whoever noted: its own words where it has some, else those of its code. */
function refused({ code, fields }: AppError): Flash {
  const letters = unexplainedIn({ ".words": fields.words }).flatMap((field) => field.letters).join(", ");
  const known = letters ? "acronym" : fields.photo === "no_consent" ? "noConsent" : fields.photo ? "notAPhoto" : code === "too_large" ? "tooLarge" : fields.translation ? "unchecked" : fields.pupilIds ? "noChild" : fields.words ? "noWords" : null;
  return known ? { tone: "stop", namespace: "rewards.said", message: known, values: letters ? { letters } : undefined } : { tone: "stop", message: code };
}

/** Notes a success, with a photo or without. */
export async function POST(request: Request): Promise<Response> {
  return takeForm(request, {
    read: (sent) => readFileForm(sent, { bytes: PHOTO_BYTES, files: 1 }),
    from: placeOf,
    send: async ({ tag, field, files }) => {
      const ids = (name: string) => (field(name) ?? "").split(",").filter(Boolean);
      const input = noteInput.parse({
        key: field("key") ?? "", pupilIds: ids("pupils"), category: field("category") ?? "", statement: field("statement") ?? null, words: field("words") ?? "", photo: files[0], alsoInPhoto: ids("also"),
      });
      const { count, waits } = await (await getApi(tag)).rewards.note(input);
      return { ...placeOf(field), flash: { tone: "good", namespace: "rewards.said", message: waits ? "waits" : "noted", values: { count: String(count) } } };
    },
    refused: (refusal, field) => {
      const flash = refused(refusal);
      return { ...flash, values: { ...flash.values, ...Object.fromEntries(["pupils", "category", "statement", "words"].map((name) => [name, field(name) ?? ""])) } };
    },
  });
}
