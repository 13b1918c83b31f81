import { Body } from "@react-email/body";
import { Button } from "@react-email/button";
import { Container } from "@react-email/container";
import { Head } from "@react-email/head";
import { Heading } from "@react-email/heading";
import { Html } from "@react-email/html";
import { Img } from "@react-email/img";
import { Link } from "@react-email/link";
import { Preview } from "@react-email/preview";
import { Section } from "@react-email/section";
import { Text } from "@react-email/text";
import { createElement as h, type CSSProperties, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";

import { headerLine, UNSUBSCRIBE } from "@/server/features/delivery/email/rules";
import type { SchoolFacts } from "@/server/lib/context";
import { isolateCode, isolateName } from "@/server/lib/i18n/format";
import { findLanguage, pageLanguage } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { ReadBlock, ReadNewsletter } from "../queries";
import { wholeLink, whenText } from "../rules";
import type { MadeMail } from "../sending/commands";

export interface MailFacts {
  newsletter: ReadNewsletter;
  /** What its readers read; words of the product are in it where there is a catalogue. */
  language: string;
  school: SchoolFacts;
  /** The school's address without a slash at its end. */
  base: string;
  pictureAt: (block: ReadBlock) => string;
}

const ink = "#1d2730";
const soft = "#424d57";
const brand = "#0a544d";
const faces: Record<string, string> = { Arab: "Tahoma, Arial, sans-serif" };

/**
 * A newsletter as e-mail in one language: tables and styles that stand in every common program, its words again as plain text. Where to
 * stop such e-mails is put in for each adult when theirs leaves.
 */
export function newsletterMail({ newsletter, language: tag, school, base, pictureAt }: MailFacts): MadeMail {
  const language = pageLanguage(tag);
  const t = translatorFor(language.tag);
  const link = `${base}/${language.tag}/family/newsletters/${newsletter.id}`;
  const face = faces[language.script] ?? "Verdana, Arial, sans-serif";
  const lineHeight = language.script === "Latn" ? "1.5" : "1.9";
  const align: CSSProperties["textAlign"] = language.dir === "rtl" ? "right" : "left";
  const text: CSSProperties = { fontFamily: face, fontSize: "18px", lineHeight, color: ink, margin: "0 0 14px", textAlign: align };
  const small: CSSProperties = { ...text, fontSize: "14px", color: soft, margin: "0 0 8px" };
  const voice = (words: ReadBlock["words"]) => {
    const dir = findLanguage(words.language)?.dir ?? "ltr";
    return { lang: words.language, dir, style: { ...text, textAlign: (dir === "rtl" ? "right" : "left") as CSSProperties["textAlign"] } };
  };
  const said = ({ words }: ReadBlock, style: CSSProperties = {}): ReactNode[] => {
    const { lang, dir, style: own } = voice(words);
    return words.body.split(/\n+/).map((line, nth) => h(Text, { key: nth, lang, dir, style: { ...own, ...style } }, line));
  };
  const button = (href: string, label: string) => h(Button, {
    key: "button", href, style: { backgroundColor: brand, color: "#ffffff", fontFamily: face, fontWeight: "bold", fontSize: "17px", padding: "14px 26px", borderRadius: "12px", textDecoration: "none" },
  }, label);
  const framed = (block: ReadBlock, background: string, label: string, ...inner: ReactNode[]) => h(Section, {
    key: block.id, style: { backgroundColor: background, borderRadius: "12px", padding: "16px 18px 4px", margin: "0 0 16px" },
  }, h(Text, { style: { ...small, fontWeight: "bold", color: brand } }, label), ...inner);
  const piece = (block: ReadBlock): ReactNode => {
    const { kind, words } = block;
    if (kind === "heading") {
      const { lang, dir, style } = voice(words);
      return h(Heading, { key: block.id, as: "h2", lang, dir, style: { ...style, fontSize: "22px", fontWeight: "bold", margin: "22px 0 10px" } }, words.body);
    }
    if (kind === "picture") {
      if (!block.picture) return null;
      const { width, height } = block.picture;
      const shown = Math.min(width, 524);
      return h(Img, { key: block.id, src: pictureAt(block), alt: words.body, lang: words.language, width: shown, height: width > 0 ? Math.round((height * shown) / width) : undefined, style: { maxWidth: "100%", height: "auto", borderRadius: "12px", margin: "0 0 16px" } });
    }
    if (kind === "date") return framed(block, "#e3f0ec", t("newsletters.kinds.date"), h(Text, { key: "when", style: { ...text, fontWeight: "bold" } }, whenText(language.tag, block)), ...said(block));
    if (kind === "card") return framed(block, "#fff3d1", t("newsletters.kinds.card"), ...said(block), h(Text, { key: "more", style: text }, button(wholeLink(base, language.tag, block.link ?? "/"), t("newsletters.read.open"))));
    if (kind === "tip" || kind === "thanks") return framed(block, kind === "tip" ? "#fff3d1" : "#e3f0ec", t(`newsletters.kinds.${kind}`), ...said(block));
    return h(Section, { key: block.id }, ...said(block));
  };
  const title = newsletter.title.body;
  const signs = newsletter.signs.map((sign) => t(`newsletters.signs.${sign}`));
  const phone = t("delivery.email.phone", { phone: isolateCode(school.phone) });
  const name = isolateName(headerLine(school.name));
  const why = t("newsletters.mail.why", { school: name });
  const page = h(Html, { lang: language.tag, dir: language.dir },
    h(Head, null, h("title", null, title)),
    h(Preview, { children: t("newsletters.mail.preview", { school: name }) }),
    h(Body, { style: { backgroundColor: "#fbf7f0", margin: 0, padding: "16px 8px" } },
      h(Container, { style: { maxWidth: "580px", backgroundColor: "#ffffff", borderRadius: "14px", border: "1px solid #d9d1c4", padding: "24px 26px" } },
        h(Text, { style: { ...text, fontWeight: "bold", color: brand } }, name),
        h(Heading, { as: "h1", ...voice(newsletter.title), style: { ...voice(newsletter.title).style, fontSize: "28px", fontWeight: "bold", margin: "0 0 14px" } }, title),
        ...signs.map((sign) => h(Text, { key: sign, style: { ...small, borderInlineStart: "4px solid #ffc845", padding: "0 12px" } }, sign)),
        ...newsletter.blocks.map(piece),
        h(Text, { style: { ...text, margin: "24px 0 6px" } }, button(link, t("newsletters.mail.button"))),
        h(Text, { style: small }, t("newsletters.mail.more")),
        h(Text, { style: small }, phone)),
      h(Container, { style: { maxWidth: "580px", padding: "14px 26px" } },
        h(Text, { style: small }, why, " ", h(Link, { href: UNSUBSCRIBE, style: { color: brand } }, t("newsletters.mail.stop"))))));
  const plain = [
    title, ...signs,
    ...newsletter.blocks.flatMap((block) => {
      if (block.kind === "picture") return [];
      const extra = block.kind === "date" ? [whenText(language.tag, block)] : [];
      return [[...extra, block.words.body, ...(block.kind === "card" ? [wholeLink(base, language.tag, block.link ?? "/")] : [])].join("\n")];
    }),
    `${t("newsletters.mail.button")}:\n${link}`, phone, `${why} ${t("newsletters.mail.stop")}: ${UNSUBSCRIBE}`,
  ];
  return { language: tag, subject: headerLine(title), text: plain.join("\n\n"), html: `<!doctype html>${renderToStaticMarkup(page)}` };
}
