import type { StaffRole } from "../db/generated/enums";

/** Somebody who has not signed in. */
export interface Visitor {
  kind: "visitor";
}

/** Somebody who has. Loaded once a request, so that policies stay pure. */
export interface Person {
  kind: "person";
  adultId: string;
  sessionId: string;
  /** The reading language of the profile, or null when not known. */
  language: string | null;
  displayName: string;
  /** Whether reports and letters open in easy read: the adult's own choice, else by the reading need. */
  easyRead: boolean;
  /** Whether large print is among the ways in which this adult likes to be reached: pages open in it until they choose otherwise. */
  largePrint: boolean;
  /** Roles that count in this session: empty until the second factor has been given. */
  roles: StaffRole[];
  /** Posts held, whether or not the second factor has been given. */
  posts: StaffRole[];
  /** Classes taught. */
  classIds: string[];
  /** Pupils with a confirmed link to this adult. Restrictions are not applied here: see people/policy. */
  linkedPupilIds: string[];
}

/** A member of staff in a session with its second factor: `roles` is never empty. */
export interface StaffMember extends Person {
  roles: [StaffRole, ...StaffRole[]];
}

export type Actor = Visitor | Person;

export const visitor: Visitor = { kind: "visitor" };

/** A family's session ends after so many days without a visit; each visit moves the end. */
export const FAMILY_SESSION_DAYS = 30;
/** A staff session ends so many hours after sign-in, whatever happens in it. */
export const STAFF_SESSION_HOURS = 12;
