"use server";

import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { PHOTO_BYTES, photoInput, savePhotoInput } from "@/server/features/languages/pictures/schema";
import { pageLanguage } from "@/server/lib/i18n/languages";

const PATH = "/staff/pictures";

async function back(form: FormData, tone: "good" | "stop", message: string, values?: Record<string, string>): Promise<never> {
  const idea = photoInput.safeParse({ idea: form.get("idea") });
  await leaveFlash(PATH, { tone, message, values });
  redirect(`/${pageLanguage(String(form.get("locale"))).tag}${PATH}${idea.success ? `#${idea.data.idea}` : ""}`);
}

/** Puts a photo of the school in the place of a drawn picture. */
export async function savePhotoAction(form: FormData): Promise<never> {
  const photo = form.get("photo");
  const typed = { idea: String(form.get("idea") ?? ""), alt: String(form.get("alt") ?? "") };
  if (!(photo instanceof File) || photo.size === 0) return back(form, "stop", "missing", typed);
  if (photo.size > PHOTO_BYTES) return back(form, "stop", "tooLarge", typed);
  const parsed = savePhotoInput.safeParse({ ...typed, file: new Uint8Array(await photo.arrayBuffer()) });
  if (!parsed.success) return back(form, "stop", "missing", typed);
  const answer = await orRefusal((await getApi(String(form.get("locale")))).languages.pictures.save(parsed.data));
  if (answer.ok) return back(form, "good", "saved");
  return back(form, "stop", answer.error.fields.photo ? "notAPhoto" : answer.error.code === "too_large" ? "tooLarge" : answer.error.code, typed);
}

/** Shows the drawn picture again. */
export async function removePhotoAction(form: FormData): Promise<never> {
  const answer = await orRefusal((await getApi(String(form.get("locale")))).languages.pictures.remove(photoInput.parse({ idea: form.get("idea") })));
  return back(form, answer.ok ? "good" : "stop", answer.ok ? "removed" : answer.error.code);
}
