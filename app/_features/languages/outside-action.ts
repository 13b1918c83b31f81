"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { outsideSaveInput } from "@/server/features/languages/outside/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { keptValues } from "./kept";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

/** Takes one sentence from a translator outside the school. The note that comes back names the sentence, never the key. */
export async function outsideAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const [segmentId, body] = [text(form, "segmentId"), text(form, "body")];
  const parsed = outsideSaveInput.safeParse({ key: form.get("key"), segmentId, sourceHash: form.get("sourceHash"), body });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).languages.outside.save(parsed.data)) : null;
  if (answer?.ok) await leaveFlash("/translate", { tone: "good", message: "outside.saved" });
  else {
    const fields = answer?.error.fields ?? { body: "empty" };
    const message = fields.translation === "done" ? "outside.done" : fields.source === "changed" ? "done.changed" : answer?.error.code ?? "invalid_input";
    await leaveFlash("/translate", { tone: "stop", message, fields: { ...fields, segmentId }, values: keptValues({ body }) });
  }
  redirect(`/${locale}/translate/${encodeURIComponent(text(form, "key"))}${answer?.ok ? "" : `#${encodeURIComponent(segmentId)}`}`);
}
