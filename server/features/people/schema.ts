import type { StaffRole } from "@/server/lib/db/generated/enums";

/** What each role may do. Every staff procedure names its roles from here, and pages offer what is here. */
export const may = {
  runImports: ["office", "head", "deputy_head"],
  confirmAccess: ["office", "head", "deputy_head", "safeguarding_lead"],
  restrictAccess: ["office", "head", "deputy_head", "safeguarding_lead"],
  seePeople: ["office", "head", "deputy_head", "safeguarding_lead", "family_support"],
  recordProfiles: ["office", "head", "deputy_head", "safeguarding_lead", "family_support"],
  printLetters: ["office", "head", "deputy_head", "family_support"],
  useReports: ["teacher", "head", "deputy_head", "office"],
  writeReports: ["teacher", "head", "deputy_head"],
  checkReports: ["head", "deputy_head", "office"],
  publishReports: ["head", "deputy_head", "office"],
  seeReached: ["head", "deputy_head", "office", "family_support", "teacher"],
  recordVoices: ["teacher", "office", "head", "deputy_head", "family_support"],
  approveVoices: ["office", "head", "deputy_head"],
  hearNotes: ["teacher", "office", "head", "deputy_head", "family_support", "safeguarding_lead"],
  seeOutbox: ["head", "deputy_head", "office"],
  translate: ["teacher", "office", "head", "deputy_head", "family_support"],
  choosePictures: ["office", "head", "deputy_head"],
  noteContacts: ["teacher", "head", "deputy_head", "office", "family_support", "safeguarding_lead"],
  writeMessages: ["teacher", "head", "deputy_head", "office", "family_support"],
  writeNewsletters: ["teacher", "office", "head", "deputy_head", "family_support"],
  sendNewsletters: ["office", "head", "deputy_head"],
  noteRewards: ["teacher", "head", "deputy_head", "office", "family_support", "safeguarding_lead"],
  approveRewards: ["head", "deputy_head", "office"],
  recordPhotoConsents: ["office", "head", "deputy_head"],
  seeLookedAfter: ["head", "deputy_head", "safeguarding_lead"],
  planVisits: ["family_support", "safeguarding_lead", "head", "deputy_head", "office"],
  authoriseVisits: ["head", "deputy_head", "safeguarding_lead"],
  makeVisits: ["teacher", "head", "deputy_head", "office", "family_support", "safeguarding_lead"],
  watchVisits: ["office", "head", "deputy_head", "safeguarding_lead"],
  planMeetings: ["office", "head", "deputy_head"],
  holdMeetings: ["teacher", "office", "head", "deputy_head"],
  runEvents: ["office", "head", "deputy_head", "family_support", "teacher"],
  announceEvents: ["office", "head", "deputy_head"],
  welcomeGuests: ["office", "head", "deputy_head", "family_support", "teacher", "safeguarding_lead"],
  keepCalendar: ["office", "head", "deputy_head"],
  setPace: ["head", "deputy_head", "office"],
  workCalls: ["family_support", "office", "head", "deputy_head", "safeguarding_lead"],
  assignCaseloads: ["office", "head", "deputy_head"],
  useStaffPages: ["teacher", "head", "deputy_head", "office", "family_support", "safeguarding_lead", "authority_officer"],
} as const satisfies Record<string, readonly [StaffRole, ...StaffRole[]]>;

/** Something that some roles may do. */
export type Ability = keyof typeof may;

/** Whether one of these roles may do it. Pages ask to know what to offer; the procedures decide by themselves. */
export function mayDo(roles: readonly StaffRole[], ability: Ability): boolean {
  const allowed: readonly StaffRole[] = may[ability];
  return roles.some((role) => allowed.includes(role));
}
