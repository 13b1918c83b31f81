"use server";

import { flagInput } from "@/server/features/contacts/family/schema";

import { sendFlag } from "../shell/send-flag";
import { FAMILY_CONTACTS } from "./family-places";

/** "This is not clear" or "this looks wrong" beside a sentence that staff noted of a talk. */
export async function flagRecordAction(form: FormData): Promise<never> {
  return sendFlag(form, FAMILY_CONTACTS, flagInput, (api, flag) => api.contacts.flag(flag));
}
