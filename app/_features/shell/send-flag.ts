import "server-only";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";

type Api = Awaited<ReturnType<typeof getApi>>;

/**
 * What the action of every `FlagWords` does: sends the tap to the feature's own procedure and leads back to the words, which then say that the
 * school knows. A refusal is said at the head of the page.
 * @param path the page without its language
 * @param query what its address ends with, where it shows a part
 */
export async function sendFlag<Flag>(form: FormData, path: string, input: z.ZodType<Flag>, send: (api: Api, flag: Flag) => Promise<unknown>, query = ""): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(String(form.get("locale"))).tag;
  const parsed = input.safeParse(Object.fromEntries(form));
  const answer = parsed.success ? await orRefusal(send(await getApi(locale), parsed.data)) : null;
  if (!answer?.ok) await leaveFlash(path, { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  redirect(`/${locale}${path}${query}${answer?.ok ? `#words-${encodeURIComponent(String(form.get("place")))}` : ""}`);
}
