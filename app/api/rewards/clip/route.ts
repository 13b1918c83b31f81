import { readFileForm } from "@/app/api/file-form";
import { type Field, type Place, takeForm } from "@/app/api/take-form";
import { refusedFilm } from "@/app/_features/rewards/film-refusals";
import { CELEBRATIONS } from "@/app/_features/rewards/places";
import { getApi } from "@/app/_trpc/server";
import { CLIP_BYTES, putClipInput } from "@/server/features/rewards/clips/schema";
import { pageLanguage } from "@/server/lib/i18n/languages";

const placeOf = (field: Field): Place => ({ path: `${CELEBRATIONS}/${encodeURIComponent(field("celebrationId") ?? "")}` });

/** Who can be recognised: a box a child, named by the child. */
const childrenIn = (fields: ReadonlyMap<string, string>) => [...fields.keys()].flatMap((name) => (name.startsWith("child-") ? [name.slice(6)] : []));

/** Keeps the film of a celebration, with the picture that stands before it or without. */
export async function POST(request: Request): Promise<Response> {
  return takeForm(request, {
    read: (sent) => readFileForm(sent, { bytes: CLIP_BYTES, files: 2 }),
    from: placeOf,
    send: async ({ tag, field, fields, files: [film, poster] }) => {
      const { told, waits } = await (await getApi(tag)).rewards.celebrations.putClip(putClipInput.parse({
        celebrationId: field("celebrationId"), film: film ?? new Uint8Array(), poster, words: field("words") ?? "", keep: field("keep"),
        pupilIds: childrenIn(fields),
      }));
      return { ...placeOf(field), flash: { tone: "good", namespace: "rewards.celebrate", message: waits ? "filmSent" : "filmSaved", values: { count: String(told) } } };
    },
    refused: (refusal, field, fields) => {
      const flash = refusedFilm(refusal, pageLanguage(field("locale")).tag);
      return { ...flash, values: { ...flash.values, words: field("words") ?? "", pupils: childrenIn(fields).join(",") } };
    },
  });
}
