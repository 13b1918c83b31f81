import { seal, unseal } from "@/server/lib/auth/tokens";

import { type Topic, topics } from "./schema";

const kinds: Readonly<Record<string, Topic>> = { newsletter_sent: "newsletters" };

/** What an adult would stop to stop messages of a kind; null when it cannot be stopped. */
export function topicOf(kind: string): Topic | null {
  return kinds[kind] ?? null;
}

/** The kinds of message of a topic. */
export function kindsOf(topic: Topic): string[] {
  return Object.keys(kinds).filter((kind) => kinds[kind] === topic);
}

/** The key by which an e-mail can be stopped without signing in (RFC 8058): who and what are hidden in it, and only this server can make one. */
export function stopKey(adultId: string, topic: Topic): string {
  return seal(JSON.stringify({ stop: topic, adultId }));
}

/** What such a key says, or null for one that this server did not make. */
export function readStopKey(key: string): { adultId: string; topic: Topic } | null {
  try {
    const { stop, adultId } = JSON.parse(unseal(key)) as { stop?: unknown; adultId?: unknown };
    const topic = topics.find((each) => each === stop);
    return topic && typeof adultId === "string" ? { adultId, topic } : null;
  } catch {
    return null;
  }
}
