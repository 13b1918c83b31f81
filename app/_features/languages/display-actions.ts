"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { rememberDisplay } from "@/app/_trpc/display";
import { leaveFlash } from "@/app/_trpc/flash";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";

/** Remembers in this browser how its reader wants pages to look. */
export async function saveDisplayAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const { tag } = pageLanguage(String(form.get("locale") ?? ""));
  await rememberDisplay(form.getAll("look").map(String));
  await leaveFlash("/display", { tone: "good", message: "saved" });
  redirect(`/${tag}/display?back=${encodeURIComponent(String(form.get("back") ?? "").slice(0, 500))}`);
}
