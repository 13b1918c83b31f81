import { createHash } from "node:crypto";

import { CUT_MARK } from "@/server/features/delivery/email/reply/rules";

import { POST_LENGTH } from "../schema";

/** What somebody wrote in an answer: everything above our mark and above the line with which programs begin a copy, without quoted lines and without a signature (RFC 3676 4.3). */
export function answerOf(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const mark = lines.findIndex((line) => line.includes(CUT_MARK));
  let own = mark < 0 ? lines : lines.slice(0, mark);
  // "On Monday the school wrote:" and its like in any language: the last line with words above the first quoted one, when it ends in a colon.
  const quoted = own.findIndex((line) => line.trimStart().startsWith(">"));
  if (quoted >= 0) own = own.slice(0, quoted);
  const last = own.findLastIndex((line) => line.trim() !== "");
  if ((mark >= 0 || quoted >= 0) && last >= 0 && /[:：]\s*$/.test(own[last] ?? "")) own = own.slice(0, last);
  const signature = own.findIndex((line) => line === "-- ");
  return (signature < 0 ? own : own.slice(0, signature)).join("\n").trim().slice(0, POST_LENGTH);
}

/** A key of version 8 (RFC 9562 5.8) made from a mail's own name: the same mail again is the same message. */
export function keyOfMail(messageId: string): string {
  const hex = createHash("sha256").update(messageId).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
