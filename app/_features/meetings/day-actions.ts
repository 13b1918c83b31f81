"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { meetingInput } from "@/server/features/meetings/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { pageLanguage } from "@/server/lib/i18n/languages";

import { MEETINGS } from "./answers";
import { good, refused, text } from "./faults";

/** Says what came of a meeting: the family came, did not come, or more time is needed. */
export async function dayAction(form: FormData): Promise<never> {
  requireOwnOrigin(await headers());
  const locale = pageLanguage(text(form, "locale")).tag;
  const what = text(form, "what");
  const api = await getApi(locale);
  const parsed = meetingInput.safeParse({ meetingId: text(form, "meetingId") });
  const run = () => (!parsed.success ? null : what === "held" ? api.meetings.day.held(parsed.data) : what === "absent" ? api.meetings.day.absent(parsed.data) : what === "longer" ? api.meetings.day.longer(parsed.data) : null);
  const asked = run();
  const answer = asked ? await orRefusal(asked) : null;
  const path = `${MEETINGS}/day`;
  await leaveFlash(path, answer?.ok ? good(what) : refused(answer?.error ?? null));
  redirect(`/${locale}${path}`);
}
