"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { getChosenDisplay, isOwnPage, rememberDisplay } from "@/app/_trpc/display";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";

/** Sets open pages in Nastaliq from now on, in this browser, and comes back to the page. What else its reader chose stays. */
export async function showNastaliqAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const { tag } = pageLanguage(String(form.get("locale") ?? ""));
  const back = String(form.get("back") ?? "");
  const { choices } = await getChosenDisplay();
  await rememberDisplay([...choices.filter((choice) => choice !== "plain"), "nastaliq"]);
  redirect(`/${tag}${isOwnPage(back) ? back : ""}`);
}
