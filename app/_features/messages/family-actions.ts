"use server";

import { flagInput } from "@/server/features/messages/schema";

import { sendFlag } from "../shell/send-flag";
import { FAMILY_MESSAGES } from "./family-threads";

/** "This is not clear" or "this looks wrong" beside a sentence that the school wrote. */
export async function flagPostAction(form: FormData): Promise<never> {
  return sendFlag(form, `${FAMILY_MESSAGES}/${encodeURIComponent(String(form.get("threadId")))}`, flagInput, (api, flag) => api.messages.flag(flag));
}
