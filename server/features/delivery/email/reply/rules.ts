import { deriveToken, sameSecret } from "@/server/lib/auth/tokens";

/** Stands above our words in an e-mail that can be answered: what a reader writes above it is the answer, what stands below is a copy of ours. */
export const CUT_MARK = "##------##";

const PREFIX = "reply+";
const MAC_LENGTH = 20;

const macOf = (threadId: string, adultId: string) => Buffer.from(deriveToken("reply", `${threadId}:${adultId}`), "base64url").toString("hex").slice(0, MAC_LENGTH);

/** The address to which one adult answers in one conversation. Some mail servers make letters small, so it has small ones alone; its name has 58 of the 64 letters allowed (RFC 5321 4.5.3.1.1). */
export function replyAddress(threadId: string, adultId: string, domain: string): string {
  return `${PREFIX}${threadId.replaceAll("-", "")}${macOf(threadId, adultId)}@${domain}`;
}

/** The conversation that an address names, whoever's it is; null for any other address. */
export function readReplyAddress(address: string, domain: string): { threadId: string; mac: string } | null {
  const [, hex = "", mac = ""] = new RegExp(`^reply\\+([0-9a-f]{32})([0-9a-f]{${MAC_LENGTH}})@${domain.replaceAll(".", "\\.")}$`).exec(address.toLowerCase()) ?? [];
  return hex ? { threadId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"), mac } : null;
}

/** Whether the address was made for this adult in this conversation. */
export function isReplyOf(read: { threadId: string; mac: string }, adultId: string): boolean {
  return sameSecret(read.mac, macOf(read.threadId, adultId));
}
