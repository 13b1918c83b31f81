import "server-only";

import { cookies, headers } from "next/headers";
import { cache } from "react";

import { displayCookieName, isSecure, sessionCookieName } from "@/server/lib/auth/cookie";
import { DISPLAY_HEADER, type DisplayChoice, displayChoices, readDisplay, writeDisplay } from "@/server/lib/display";

import { getContext } from "./server";

interface Chosen {
  /** What the reader chose; where they never did, what their profile says. */
  choices: DisplayChoice[];
  /** Whether the browser saves data: then letters are plain, chosen or not. */
  savesData: boolean;
}

/** What this reader chose, and what their browser asks for. Once a request. */
export const getChosenDisplay = cache(async (): Promise<Chosen> => {
  const [head, jar] = await Promise.all([headers(), cookies()]);
  const chosen = readDisplay(jar.get(displayCookieName())?.value);
  const shown = readDisplay(head.get(DISPLAY_HEADER)) ?? [];
  const savesData = shown.includes("plain") && !chosen?.includes("plain");
  if (chosen) return { choices: chosen, savesData };
  if (!jar.has(sessionCookieName())) return { choices: [], savesData };
  const { actor } = await getContext();
  return { choices: actor.kind === "person" && actor.largePrint ? ["large"] : [], savesData };
});

/** How this page looks. A page that is kept for all readers of one look is made for nobody: then only the door's word says which. */
export async function getDisplay(): Promise<DisplayChoice[]> {
  const [{ choices }, head] = await Promise.all([getChosenDisplay(), headers()]);
  const looks = new Set([...choices, ...(readDisplay(head.get(DISPLAY_HEADER)) ?? [])]);
  return displayChoices.filter((choice) => looks.has(choice));
}

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Remembers in this browser how its reader wants pages to look: a word that says nothing about anybody. Nothing is written elsewhere. */
export async function rememberDisplay(choices: Iterable<string>): Promise<void> {
  (await cookies()).set(displayCookieName(), writeDisplay(choices), { httpOnly: true, secure: isSecure(), sameSite: "lax", path: "/", maxAge: YEAR_SECONDS });
}

/** Whether this is a page of this school, after its language: whatever else an address names cannot be gone back to. */
export const isOwnPage = (path: string): boolean => /^(?:\/[\w-]+)*(?:\?[^\s\\]*)?$/.test(path);
