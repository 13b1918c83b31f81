import { deriveToken } from "@/server/lib/auth/tokens";
import type { SchoolFacts } from "@/server/lib/context";
import { formatDate, isolateCode, isolateName } from "@/server/lib/i18n/format";
import { type Language, pageLanguage } from "@/server/lib/i18n/languages";
import { notYetTexts } from "@/server/lib/i18n/not-yet";
import { translatorFor } from "@/server/lib/i18n/translator";

import { emailMessageId, isForVisitors } from "../rules";
import { isSafety, mailScreens } from "../schema";
import { CUT_MARK } from "./reply/rules";
import { stopKey, topicOf } from "../topics/rules";

/** What an e-mail is made from. */
export interface MessageFacts {
  id: string;
  kind: string;
  subjectId: string;
  language: string;
  args: Record<string, unknown>;
}

export interface Email {
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The tag of the language it is written in. */
  language: string;
  /** Where its button leads. */
  link: string;
  /** Where an answer to it goes. */
  replyTo?: string;
  /** Where a mail program stops such e-mails with one press (RFC 8058), where they can be stopped. */
  unsubscribe?: string;
}

/** An e-mail made once for everybody who reads a language. */
export interface MailBodyFacts {
  subject: string;
  text: string;
  html: string;
}

/** Stands in such an e-mail for the address at which its own reader stops them. */
export const UNSUBSCRIBE = "https://unsubscribe.invalid/";

/** One adult's copy of an e-mail that was made for all: the same words, with the reader's own way to stop it. */
export function addressBody(input: { message: MessageFacts & { adultId: string }; body: MailBodyFacts; to: string; publicUrl: string }): Email {
  const { message, body, to, publicUrl } = input;
  const topic = topicOf(message.kind) ?? "newsletters";
  const base = publicUrl.replace(/\/$/, "");
  const { tag } = pageLanguage(message.language);
  const key = stopKey(message.adultId, topic);
  const page = `${base}/${tag}/stop/${key}`;
  return {
    messageId: emailMessageId(message.id, publicUrl), to, subject: headerLine(body.subject), language: tag, link: linkFor(message, tag, publicUrl),
    text: body.text.replaceAll(UNSUBSCRIBE, page), html: body.html.replaceAll(UNSUBSCRIBE, page), unsubscribe: `${base}/api/stop/${key}`,
  };
}

/**
 * One line of a header: line breaks and other control characters become spaces, so that a name cannot start a header of its own.
 */
export function headerLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
}

/** Text as HTML shows it literally, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Where the button of a message leads, in the recipient's language. */
function linkFor(message: MessageFacts, language: string, publicUrl: string): string {
  const base = `${publicUrl.replace(/\/$/, "")}/${language}`;
  if (message.kind === "sign_in_link") return `${base}/sign-in/link?token=${deriveToken("sign-in", message.subjectId)}`;
  if (message.kind === "report_withdrawn") return `${base}/family`;
  if (message.kind === "school_wrote") return `${base}/family/messages/${message.subjectId}`;
  if (message.kind === "newsletter_sent" || message.kind === "newsletter_test") return `${base}/family/newsletters/${message.subjectId}`;
  if (message.kind === "digest") return `${base}/family/inbox`;
  if (isForVisitors(message.kind)) return `${base}/staff/visits/${message.subjectId}`;
  if (message.kind.startsWith("event_")) return `${base}/events/place/${deriveToken("event-booking", message.subjectId)}`;
  if (message.kind.startsWith("visit_")) return `${base}/family/visits/${message.subjectId}`;
  if (message.kind.startsWith("meeting")) return `${base}/family/meetings`;
  if (message.kind === "calendar_reminder" || message.kind === "school_closed") return `${base}/family/calendar`;
  if (message.kind === "good_news") return `${base}/family/rewards/${message.subjectId}`;
  if (message.kind.startsWith("celebration_")) return `${base}/family/rewards/celebrations/${message.subjectId}`;
  if (message.kind === "family_wrote") return `${base}/staff/messages/${message.subjectId}`;
  return `${base}/family/reports/${message.subjectId}`;
}

/** The page of the app where a message's news is, without its language: "/family/reports/…". */
export function pageOfMessage(message: Pick<MessageFacts, "kind" | "subjectId">): string {
  return linkFor({ ...message, id: "", language: "", args: {} }, "", "").replace(/^\/+/, "/");
}

/** One line of a digest: what it is, in the reader's language, and where it is. */
export interface DigestLine {
  title: string;
  link: string;
}

/** What stands first in whatever is about safety, on every way. */
export const safetyLine = (tag: string): string => translatorFor(tag)("delivery.email.safety");

/** What a message says, in one language: the same words in an e-mail, a text message and a letter; about safety it begins so. Throws when it has none, or an argument is missing. */
export function wordsOf(message: Pick<MessageFacts, "kind" | "args">, tag: string, zone = "Europe/London"): Record<"subject" | "title" | "text" | "button" | "why", string> {
  const screen = mailScreens[message.kind];
  if (!screen) throw new Error("unknown kind of message");
  const t = translatorFor(tag);
  const child = typeof message.args.child === "string" ? isolateName(headerLine(message.args.child)) : undefined;
  const round = typeof message.args.round === "string" ? message.args.round : "other";
  const at = typeof message.args.at === "string" ? formatDate(tag, new Date(message.args.at), "moment", zone) : undefined;
  const count = typeof message.args.count === "number" ? message.args.count : 0;
  const { what, until, day } = message.args;
  const event = { ...(typeof what === "string" ? { what: isolateName(headerLine(what)) } : {}), ...(typeof until === "string" ? { until: formatDate(tag, new Date(until), "moment", zone) } : {}) };
  const values: Record<string, string | number> = { count, round, ...event, ...(typeof day === "string" ? { day: formatDate(tag, new Date(`${day}T12:00:00Z`), "day", zone) } : {}), ...(child === undefined ? {} : { child }), ...(at === undefined ? {} : { at }) };
  const say = (part: string) => t(`delivery.email.${screen}.${part}`, values);
  const first = isSafety(message) ? `${safetyLine(tag)} ` : "";
  return { subject: first + say("subject"), title: first + say("title"), text: say("text"), button: say("button"), why: say("why") };
}

const faces: Record<string, string> = { Arab: "Tahoma, Arial, sans-serif" };

/**
 * The e-mail of a message, whole: words in the recipient's language, names as data. Throws when a message has no words, or
 * an argument is missing: nothing leaves with a hole in it.
 */
export function renderEmail(input: { message: MessageFacts; to: string; school: SchoolFacts; publicUrl: string; lines?: DigestLine[]; replyTo?: string }): Email {
  const { message, to, school, publicUrl, lines = [], replyTo } = input;
  const language = pageLanguage(message.language);
  const t = translatorFor(language.tag);
  const said = wordsOf(message, language.tag, school.zone);
  const link = linkFor(message, language.tag, publicUrl);
  const words = {
    title: said.title, text: said.text, button: said.button, why: said.why,
    linkHelp: t("delivery.email.linkHelp"),
    phone: t("delivery.email.phone", { phone: isolateCode(school.phone) }),
  };
  const name = isolateName(headerLine(school.name));
  // A reader whose language has no pages yet is told in their own words that this is in English, and whom to ring.
  const own = notYetTexts(message.language).at(-1);
  const ownText = own && `${own.before}${isolateCode(school.phone)}${own.after}`;
  return {
    messageId: emailMessageId(message.id, publicUrl),
    to,
    subject: headerLine(said.subject),
    language: language.tag,
    link,
    ...(replyTo ? { replyTo } : {}),
    text: [...(replyTo ? [`${CUT_MARK}\n${t("delivery.email.answerAbove")}`] : []), words.title, words.text, ...lines.map((line) => `${line.title}\n${line.link}`), `${words.button}:\n${link}`, words.phone, ...(ownText ? [ownText] : []), `${name}\n${words.why}`].join("\n\n"),
    html: renderHtml({ ...words, link, school: name }, language, lines, replyTo ? `${CUT_MARK} ${t("delivery.email.answerAbove")}` : "", own && ownText ? { language: own.language, text: ownText } : undefined),
  };
}

function renderHtml(
  words: Record<"title" | "text" | "button" | "why" | "linkHelp" | "phone" | "link" | "school", string>, language: Language, lines: DigestLine[], above: string, own?: { language: Language; text: string },
): string {
  const w = Object.fromEntries(Object.entries(words).map(([key, text]) => [key, escapeHtml(text)])) as typeof words;
  const face = faces[language.script] ?? "Verdana, Arial, sans-serif";
  const lineHeight = language.script === "Latn" ? "1.5" : "1.9";
  const align = language.dir === "rtl" ? "right" : "left";
  const soft = "color:#424d57;font-size:15px;margin:0 0 12px";
  return `<!doctype html>
<html lang="${language.tag}" dir="${language.dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${w.title}</title></head>
<body style="margin:0;padding:0;background:#fbf7f0">
<div role="main" lang="${language.tag}" dir="${language.dir}" style="max-width:560px;margin:0 auto;padding:24px 16px;font-family:${face};font-size:18px;line-height:${lineHeight};color:#1d2730;text-align:${align}">
${above ? `<p style="${soft}">${escapeHtml(above)}</p>
` : ""}<p style="margin:0 0 16px;font-weight:bold;color:#0a544d">${w.school}</p>
<div style="background:#ffffff;border:1px solid #d9d1c4;border-radius:14px;padding:24px 20px">
<h1 style="margin:0 0 12px;font-size:24px;line-height:${lineHeight}">${w.title}</h1>
<p style="margin:0 0 20px">${w.text}</p>
${lines.map(({ title, link }) => `<p style="margin:0 0 14px;padding:12px 16px;background:#e3f0ec;border-radius:12px"><a href="${escapeHtml(link)}" style="color:#0a544d;font-weight:bold">${escapeHtml(title)}</a></p>
`).join("")}<p style="margin:0 0 20px"><a href="${w.link}" style="display:inline-block;background:#0a544d;color:#ffffff;text-decoration:none;font-weight:bold;padding:14px 28px;border-radius:12px">${w.button}</a></p>
<p style="${soft}">${w.linkHelp}<br><a href="${w.link}" dir="ltr" style="color:#0a544d;word-break:break-all">${w.link}</a></p>
<p style="${soft}">${w.phone}</p>
${own ? `<p lang="${own.language.tag}" dir="${own.language.dir}" style="font-size:18px;margin:0;text-align:${own.language.dir === "rtl" ? "right" : "left"}">${escapeHtml(own.text)}</p>
` : ""}</div>
<p style="color:#424d57;font-size:14px;margin:16px 0 0">${w.why}</p>
</div>
</body>
</html>
`;
}
