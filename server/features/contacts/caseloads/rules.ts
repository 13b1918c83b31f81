/** What makes work with a family more. */
export interface FamilyNeeds {
  interpreter: boolean;
  doesNotRead: boolean;
  lookedAfter: boolean;
  /** Adults with whom one speaks apart, beyond two: each is another call. */
  adults: number;
}

const USUAL_ADULTS = 2;

/** How much work a family is: one, and one more for an interpreter, for an adult who reads nothing, for a child in care, and for each adult beyond two. */
export function weightOf({ interpreter, doesNotRead, lookedAfter, adults }: FamilyNeeds): number {
  return 1 + Number(interpreter) + Number(doesNotRead) + Number(lookedAfter) + Math.max(0, adults - USUAL_ADULTS);
}

/** How far a worker's load is from the middle of all, in hundredths: 0 is the middle. */
export function beyondMean(weight: number, all: readonly number[]): number {
  const mean = all.reduce((sum, each) => sum + each, 0) / Math.max(1, all.length);
  return mean === 0 ? 0 : Math.round((weight / mean - 1) * 100);
}

/** Whether a worker's cover is on. */
export function isCovered(row: { coverId: string | null; coverFrom: Date | null; coverUntil: Date | null }, now: Date): boolean {
  return row.coverId !== null && row.coverFrom !== null && row.coverUntil !== null && row.coverFrom <= now && now < row.coverUntil;
}
