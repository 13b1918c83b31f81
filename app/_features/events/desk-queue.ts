import type { Arrive, WalkIn } from "@/server/features/events/schema";

import { type SendPorts, SendQueue } from "../shell/send-queue";

/** What was seen at the door: a family is here, or one without a place came in. The newest of a family replaces the one before. */
export type Seen = { key: string; name: string } & ({ kind: "arrive"; input: Arrive } | { kind: "walkIn"; input: WalkIn });

const PREFIX = "kingsgate.events.1";

/** What was seen and is on its way to the school. It is kept on the device until the school has it: the network of a school hall is full on such evenings. */
export class DeskQueue extends SendQueue<Seen> {
  constructor(ports: Pick<SendPorts<Seen>, "send" | "storage" | "adultId">) {
    super({ ...ports, prefix: PREFIX, read });
  }
}

function read(value: unknown): Seen | null {
  const seen = value as Partial<Seen> | null;
  return seen && typeof seen.key === "string" && (seen.kind === "arrive" || seen.kind === "walkIn") && typeof seen.input === "object" ? (seen as Seen) : null;
}
