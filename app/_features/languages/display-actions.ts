"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { displayCookieName, isSecure } from "@/server/lib/auth/cookie";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { writeDisplay } from "@/server/lib/display";
import { pageLanguage } from "@/server/lib/i18n/languages";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Remembers in this browser how its reader wants pages to look: a word that says nothing about anybody. Nothing is written elsewhere. */
export async function saveDisplayAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const { tag } = pageLanguage(String(form.get("locale") ?? ""));
  const word = writeDisplay(form.getAll("look").map(String));
  (await cookies()).set(displayCookieName(), word, { httpOnly: true, secure: isSecure(), sameSite: "lax", path: "/", maxAge: YEAR_SECONDS });
  await leaveFlash("/display", { tone: "good", message: "saved" });
  redirect(`/${tag}/display?back=${encodeURIComponent(String(form.get("back") ?? "").slice(0, 500))}`);
}
