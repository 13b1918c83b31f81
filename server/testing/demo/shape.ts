import type { AccessScope, ParentalResponsibility, Preference, ProfileSource, ReadingNeed, Relation, RestrictionKind, WordingForm } from "@/server/lib/db/generated/enums";

/** A child of a demo family. */
export interface ChildData {
  /** Ends the pupil's external id: demo-pupil-<key>. */
  key: string;
  givenName: string;
  familyName: string;
  form: WordingForm;
  /** 0 is Reception. */
  year: number;
  lookedAfter?: boolean;
  /** Came this month: there is no report from before. */
  isNew?: boolean;
}

/** An order or other ground against one adult, for all children of the family. */
export interface RestrictionData {
  kind: RestrictionKind;
  scopes: readonly AccessScope[];
  /** Where the paper is kept. */
  document: string;
  startsOn: string;
  /** "2027-03-01", or days from the demo's now when it is a number. */
  reviewOn?: string | number;
}

/** What ties an adult to the children of the family; `only` names some of them. */
export interface LinkData {
  relation: Relation;
  responsibility: ParentalResponsibility;
  evidence?: string;
  care: boolean;
  livesWith: boolean;
  order: number;
  confirmed: boolean;
  /** The link was ended by the school. */
  removed?: boolean;
  restriction?: RestrictionData;
  only?: readonly string[];
}

/** A grown-up of a demo family. */
export interface AdultData {
  /** The whole external id. A key of the staff list makes the link the staff member's own. */
  externalId: string;
  title?: string;
  givenName: string;
  familyName: string;
  /** Null: no address. Left out: made from the name. */
  email?: string | null;
  speaks: readonly string[];
  reads: string | null;
  need: ReadingNeed;
  interpreter?: boolean;
  /** How the adult likes to be told, and who said all this; left out, both are drawn. */
  prefers?: readonly Preference[];
  said?: ProfileSource;
  phone?: null;
  address: readonly string[];
  safeAddress?: boolean;
  link: LinkData;
}

export interface FamilyData {
  key: string;
  children: readonly ChildData[];
  adults: readonly AdultData[];
}

export const allScopes: readonly AccessScope[] = ["reports", "attendance", "messages", "meetings", "events", "media"];
