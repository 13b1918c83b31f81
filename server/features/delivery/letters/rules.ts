import QRCode from "qrcode";

import { drawnSvg } from "@/server/features/languages/pictures/queries";
import type { Idea } from "@/server/features/languages/pictures/schema";
import { deriveCode, groupCode } from "@/server/lib/auth/codes";
import { keyedHash } from "@/server/lib/auth/tokens";
import { addDays } from "@/server/lib/clock";
import type { SchoolFacts } from "@/server/lib/context";
import { formatDate } from "@/server/lib/i18n/format";
import { pageLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { type Translate, translatorFor } from "@/server/lib/i18n/translator";
import type { LetterPrint } from "@/server/lib/pdf/models";

import { type MessageFacts, safetyLine, wordsOf } from "../email/rules";
import { isSafety } from "../schema";
import { ANSWER_CODE_LENGTH, ANSWER_DAYS } from "./schema";

/** What fits in the window of a DL envelope. */
const ADDRESS_LINES = 7;

/** The picture beside each paragraph in easy read: the news, on paper too, until when. */
export const saidPictures: readonly Idea[] = ["news", "letter", "calendar"];

const stepPictures: readonly Idea[] = ["scan", "letters", "press"];

/** A letter's code to answer: always the same for its delivery, so that a file can be printed again. */
export function answerCode(deliveryId: string): string {
  return deriveCode("letter-answer", deliveryId, ANSWER_CODE_LENGTH);
}

/** What is kept of a code: nobody who reads the table can answer for a family. */
export function answerHash(code: string): string {
  return keyedHash("letter-answer", code);
}

export interface Recipient {
  title: string | null;
  givenName: string;
  familyName: string;
  addressLines: string[];
  safeAddress: boolean;
}

/**
 * The letter of a message: the words of its e-mail in the recipient's language, the address in the envelope's window, and a code and a picture with
 * which it is answered. An address that must stay safe is not printed; the name says whom to hand it to.
 */
export async function composeNews(
  input: { deliveryId: string; message: MessageFacts; adult: Recipient; school: SchoolFacts; publicUrl: string; printedAt: Date },
): Promise<LetterPrint> {
  const { deliveryId, message, adult, school, publicUrl, printedAt } = input;
  const { tag, dir } = pageLanguage(message.language);
  const t: Translate = (key, values) => translatorFor(tag)(`delivery.letter.${key}`, values);
  const words = wordsOf(message, tag, school.zone);
  const name = [adult.title, adult.givenName, adult.familyName].filter(Boolean).join(" ");
  const code = groupCode(answerCode(deliveryId));
  const page = new URL(`/${tag}/answer`, publicUrl);
  const typed = `${page.host}${page.pathname}`;
  page.searchParams.set("code", code);
  const english = translatorFor(SOURCE_LANGUAGE);
  return {
    lang: tag,
    dir,
    school: school.name,
    address: [name, ...(adult.safeAddress ? [] : adult.addressLines)].slice(0, ADDRESS_LINES),
    date: formatDate(tag, printedAt, "day", school.zone),
    greeting: t("greeting", { name }),
    paragraphs: [isSafety(message) ? `${safetyLine(tag)} ${words.text}` : words.text, t("paper"), t("validTo", { date: formatDate(tag, addDays(printedAt, ANSWER_DAYS), "day", school.zone) })],
    codeLabel: t("codeLabel"),
    code,
    steps: [t("stepScan"), t("stepType", { page: typed }), t("stepSay")],
    stepSvgs: stepPictures.map(drawnSvg),
    qrSvg: await QRCode.toString(page.href, { type: "svg", margin: 0, errorCorrectionLevel: "M" }),
    qrAlt: t("qrAlt"),
    help: { text: t("help"), phone: school.phone },
    english: tag === SOURCE_LANGUAGE ? undefined : { title: english("delivery.letter.englishTitle"), paragraphs: [wordsOf(message, SOURCE_LANGUAGE, school.zone).title, english("delivery.letter.englishBody")] },
  };
}
