"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { completeTaskInput, listTasksInput } from "@/server/features/delivery/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { todayAddress } from "./today-address";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

/** Writes down what came of a task and goes back to the list, with the same choice of rows. */
export async function completeTaskAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const filter = listTasksInput.safeParse({ kind: text(form, "kind") || undefined, language: text(form, "language") || undefined });
  const parsed = completeTaskInput.safeParse({ taskId: text(form, "taskId"), outcome: text(form, "outcome") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).delivery.completeTask(parsed.data)) : null;
  if (!answer?.ok) await leaveFlash("/staff/today", { tone: "stop", message: answer?.error.code ?? "invalid_input" });
  else await leaveFlash("/staff/today", { tone: "good", message: answer.value.done ? "today.saved" : "today.savedAgain" });
  redirect(todayAddress(locale, filter.success ? filter.data : {}));
}
