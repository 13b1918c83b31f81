import QRCode from "qrcode";

import { drawnSvg } from "@/server/features/languages/pictures/queries";
import type { Idea } from "@/server/features/languages/pictures/schema";
import { groupCode } from "@/server/lib/auth/codes";
import type { SchoolFacts } from "@/server/lib/context";
import { env } from "@/server/lib/env";
import { formatDate } from "@/server/lib/i18n/format";
import { pageLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { type Translate, translatorFor } from "@/server/lib/i18n/translator";
import type { LetterPrint } from "@/server/lib/pdf/models";

/** What fits in the window of a DL envelope. */
const ADDRESS_LINES = 7;

/** The picture beside each paragraph in easy read: what it is about, that it costs nothing, until when. */
export const saidPictures: readonly Idea[] = ["mobile", "money", "calendar"];

/** A picture beside each step of the letter: the camera, the code, the button. */
const stepPictures: readonly Idea[] = ["scan", "letters", "press"];

export interface Addressee {
  title: string | null;
  givenName: string;
  familyName: string;
  /** The language to write in (people/profile/rules). */
  language: string;
  addressLines: string[];
  safeAddress: boolean;
}

/** One letter in the adult's own language. An address that must stay safe is not printed; the name says whom to hand it to. */
export async function composeLetter(school: SchoolFacts, adult: Addressee, code: string, written: Date, validTo: Date): Promise<LetterPrint> {
  const { tag, dir } = pageLanguage(adult.language);
  const t: Translate = (key, values) => translatorFor(tag)(`signIn.letter.${key}`, values);
  const name = [adult.title, adult.givenName, adult.familyName].filter(Boolean).join(" ");
  const page = new URL(`/${tag}/sign-in/code`, env().PUBLIC_URL);
  const typed = `${page.host}${page.pathname}`;
  page.searchParams.set("code", groupCode(code));
  return {
    lang: tag,
    dir,
    school: school.name,
    address: [name, ...(adult.safeAddress ? [] : adult.addressLines)].slice(0, ADDRESS_LINES),
    date: formatDate(tag, written, "day", school.zone),
    greeting: t("greeting", { name }),
    paragraphs: [t("why", { school: school.name }), t("free"), t("validTo", { date: formatDate(tag, validTo, "day", school.zone) })],
    codeLabel: t("codeLabel"),
    code: groupCode(code),
    steps: [t("stepScan"), t("stepType", { page: typed }), t("stepPress")],
    stepSvgs: stepPictures.map(drawnSvg),
    qrSvg: await QRCode.toString(page.href, { type: "svg", margin: 0, errorCorrectionLevel: "M" }),
    qrAlt: t("qrAlt"),
    help: { text: t("help"), phone: school.phone },
    english: tag === SOURCE_LANGUAGE ? undefined : englishNote(),
  };
}

function englishNote(): { title: string; paragraphs: string[] } {
  const t = translatorFor(SOURCE_LANGUAGE);
  return { title: t("signIn.letter.englishTitle"), paragraphs: [t("signIn.letter.englishBody")] };
}
