"use server";

import { flagInput } from "@/server/features/newsletters/schema";

import { sendFlag } from "../shell/send-flag";
import { FAMILY_NEWS } from "./places";

/** "This is not clear" or "this looks wrong" beside a sentence of a newsletter. */
export async function flagNewsletterAction(form: FormData): Promise<never> {
  return sendFlag(form, `${FAMILY_NEWS}/${encodeURIComponent(String(form.get("newsletterId")))}`, flagInput, (api, flag) => api.newsletters.own.flag(flag));
}
