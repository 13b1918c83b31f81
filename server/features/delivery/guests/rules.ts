import type { ReachPlan } from "@/server/features/people/profile/rules";
import type { GuestChannel } from "@/server/lib/db/generated/enums";
import { canSendTexts } from "@/server/lib/notify/client";

/** What is known of a guest: what they said themselves. */
export interface GuestFacts {
  channel: GuestChannel;
  language: string;
}

/**
 * How a guest is told: the one way that they chose, in the language in which they asked. Where the school sends no text messages, somebody rings.
 * @param texts whether text messages can leave now
 */
export function planForGuest({ channel, language }: GuestFacts, texts = canSendTexts()): ReachPlan {
  const way = channel === "text" && !texts ? "call" : channel;
  return { channels: way === "none" ? [] : [way], interpreter: false, writeIn: language, speakIn: language, formats: ["text"], reasons: [] };
}
