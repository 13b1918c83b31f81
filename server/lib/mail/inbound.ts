import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";

/** A mail that came in, as far as anything is done with it. */
export type Inbound =
  /** A server could not deliver one of ours (RFC 3464); `final` when it never will. */
  | { kind: "bounce"; messageId: string; final: boolean; status: string }
  /** A reader called one of ours spam (RFC 5965). */
  | { kind: "complaint"; messageId: string }
  /** Somebody wrote to one of our addresses. */
  | { kind: "reply"; to: string[]; from: string; messageId: string; text: string; files: Uint8Array<ArrayBuffer>[] }
  /** A machine's answer, or nothing that concerns us: nothing is done. */
  | { kind: "none" };

const addressesOf = (list: AddressObject | AddressObject[] | undefined): string[] =>
  (Array.isArray(list) ? list : list ? [list] : []).flatMap(({ value }) => value.flatMap(({ address }) => (address ? [address.toLowerCase()] : [])));

const partOf = (mail: ParsedMail, type: string) => mail.attachments.find(({ contentType }) => contentType === type)?.content.toString("utf8");

/** The Message-ID of the mail of ours that a report is about: it comes back as a copy or as its head alone. */
function reportedId(mail: ParsedMail): string | undefined {
  const copy = partOf(mail, "message/rfc822") ?? partOf(mail, "text/rfc822-headers") ?? "";
  return /^message-id:\s*(<[^>\s]+>)/im.exec(copy)?.[1];
}

const contentType = (mail: ParsedMail): { value?: string; params?: Record<string, string> } => (mail.headers.get("content-type") as { value?: string; params?: Record<string, string> } | undefined) ?? {};

/** What a mail is, read from its raw bytes. Never throws: what cannot be read is none. */
export async function readInbound(raw: Buffer): Promise<Inbound> {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true }).catch(() => null);
  if (!mail) return { kind: "none" };
  const { value, params } = contentType(mail);
  if (value === "multipart/report") {
    const messageId = reportedId(mail);
    if (!messageId) return { kind: "none" };
    if (params?.["report-type"] === "feedback-report") return { kind: "complaint", messageId };
    // The parser takes a status that names no way of writing for text.
    const said = partOf(mail, "message/delivery-status") ?? mail.text ?? "";
    const status = /^status:\s*(\d\.\d{1,3}\.\d{1,3})/im.exec(said)?.[1] ?? "";
    const failed = /^action:\s*failed/im.test(said);
    return failed || /^[45]/.test(status) ? { kind: "bounce", messageId, final: failed || status.startsWith("5"), status } : { kind: "none" };
  }
  // Machines that answer machines never stop (RFC 3834).
  const auto = String(mail.headers.get("auto-submitted") ?? "no");
  if (auto !== "no" || mail.headers.has("x-autoreply") || /bulk|junk|list|auto_reply/i.test(String(mail.headers.get("precedence") ?? ""))) return { kind: "none" };
  const [from] = addressesOf(mail.from);
  const to = [...addressesOf(mail.to), ...addressesOf(mail.cc), String(mail.headers.get("delivered-to") ?? "").toLowerCase(), String(mail.headers.get("x-original-to") ?? "").toLowerCase()].filter(Boolean);
  if (!from || !mail.messageId) return { kind: "none" };
  const files = mail.attachments.filter(({ contentDisposition, related }) => contentDisposition === "attachment" || !related).map(({ content }) => new Uint8Array(content));
  return { kind: "reply", to, from, messageId: mail.messageId, text: mail.text ?? "", files };
}
