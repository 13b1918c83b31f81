import type { NoteInput } from "@/server/features/contacts/schema";

import { countKept as countUnder, forgetKept as forgetUnder, type Queued, type SendPorts, SendQueue, type SendStatus } from "../shell/send-queue";

export { faultOf } from "../shell/send-queue";

export type NoteStatus = SendStatus;
export type QueuedNote = Queued<NoteInput>;
export type NotePorts = Pick<SendPorts<NoteInput>, "send" | "storage" | "adultId">;

const PREFIX = "kingsgate.contacts.1";

/** What desks keep on this computer until the school has it. Drafts of reports stay: the server has them too. */
const DESKS = [PREFIX, "kingsgate.events.1", "kingsgate.meetings.1"];

/** How many notes of anybody wait on this computer, at whatever desk they were made. */
export const countKept = (store: NotePorts["storage"]): number => DESKS.reduce((sum, prefix) => sum + countUnder(store, prefix), 0);

/** Takes every note off this computer: whoever sat here has signed out. */
export const forgetKept = (store: NotePorts["storage"]): void => DESKS.forEach((prefix) => forgetUnder(store, prefix));

/** The notes of contact that are on their way. */
export class NoteQueue extends SendQueue<NoteInput> {
  constructor(ports: NotePorts) {
    super({ ...ports, prefix: PREFIX, read });
  }
}

function read(value: unknown): NoteInput | null {
  const note = value as Partial<NoteInput> | null;
  return note && typeof note.key === "string" && typeof note.pupilId === "string" && typeof note.adultId === "string" ? (note as NoteInput) : null;
}
