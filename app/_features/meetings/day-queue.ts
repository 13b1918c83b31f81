import type { Tap } from "@/server/features/meetings/day/schema";
import type { MakePromises } from "@/server/features/meetings/promises/schema";

import { type SendPorts, SendQueue } from "../shell/send-queue";

/** What was said in a meeting, for the record of contact: facts and promises apart from what the teacher thinks. */
export interface SaidInMeeting {
  pupilId: string;
  adultId: string;
  at: string;
  language: string;
  interpreted: boolean;
  facts?: string;
  agreed?: string;
  opinion?: string;
}

/** What was tapped or noted on the day; `what` names it for the one who did. */
export type Noted = { key: string; what: string } & (
  | { kind: "start"; input: Tap }
  | { kind: "finish"; input: Tap }
  | { kind: "absent"; input: { meetingId: string } }
  | { kind: "longer"; input: { meetingId: string } }
  | { kind: "keep"; input: { promiseId: string } }
  | { kind: "note"; said: SaidInMeeting; input: MakePromises | null }
);

const kinds: readonly unknown[] = ["start", "finish", "absent", "longer", "keep", "note"];

/** What was tapped and noted, on its way to the school in its order. It is kept on the device until the school has it. */
export class DayQueue extends SendQueue<Noted> {
  constructor(ports: Pick<SendPorts<Noted>, "send" | "storage" | "adultId">) {
    super({ ...ports, prefix: "kingsgate.meetings.1", read });
  }
}

function read(value: unknown): Noted | null {
  const noted = value as Partial<Noted> | null;
  return noted && typeof noted.key === "string" && typeof noted.what === "string" && kinds.includes(noted.kind) ? (noted as Noted) : null;
}
