/** The pages of staff on which voice notes are written down. */
export type TranscribedOn = "/staff/today" | "/staff/meetings/day" | `/staff/contacts/${string}`;

/** The page that a form names, if it is one of them; today's otherwise. */
export const readTranscribedOn = (place: string): TranscribedOn => (/^\/staff\/(meetings\/day|contacts\/[0-9a-f-]{36})$/.test(place) ? (place as TranscribedOn) : "/staff/today");
