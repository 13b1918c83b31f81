import fc from "fast-check";

import type { Contact, UnderstandingProfile } from "@/server/features/people/profile/rules";
import { isWritten, preferences } from "@/server/features/people/profile/schema";
import { languages, otherLanguages } from "@/server/lib/i18n/languages";

const tags = [...languages, ...otherLanguages].map(({ tag }) => tag);

/** Any profile that the product can hold: contradictory ones too, because people are. */
export function profiles(): fc.Arbitrary<UnderstandingProfile> {
  return fc.record({
    spokenLanguages: fc.uniqueArray(fc.constantFrom(...tags), { maxLength: 4 }),
    readingLanguage: fc.option(fc.constantFrom(...tags.filter(isWritten)), { nil: null }),
    readingNeed: fc.constantFrom("reads" as const, "reads_with_help" as const, "does_not_read" as const, "unknown" as const),
    prefers: fc.shuffledSubarray([...preferences]),
    needsInterpreter: fc.boolean(),
  });
}

export const contacts: fc.Arbitrary<Contact> = fc.record({ hasEmail: fc.boolean(), hasPhone: fc.boolean(), hasAddress: fc.boolean() });
