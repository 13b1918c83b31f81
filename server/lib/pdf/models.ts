/** What the printed templates take. Every word is in the reader's language already; the templates hold none. */

export type PrintDir = "ltr" | "rtl";

/** Words of a person. `lang` and `dir` only where they differ from the page; `note` marks them ("not yet translated"). */
export interface PrintParagraph {
  text: string;
  lang?: string;
  dir?: PrintDir;
  note?: string;
}

/** One child's report: server/features/reports/print.typ. */
export interface ReportPrint {
  lang: string;
  dir: PrintDir;
  /** Urdu in Naskh letters instead of Nastaliq. */
  plainLetters?: boolean;
  /** The document's title, shown by the reader's program. */
  title: string;
  school: { name: string; phone?: string; address?: string };
  heading: string;
  subheading: string;
  sections: { kind: "well" | "next" | "home"; title: string; paragraphs: PrintParagraph[] }[];
  /** Counts in days or half days, as the sentence says; each is one square of the picture. */
  attendance: { title: string; sentence: string; present: number; absent: number; late?: number; alt: string };
  subjectsTitle: string;
  subjects: { name: string; columns: { label: string; value: string }[]; paragraphs: PrintParagraph[] }[];
  teacherWords?: { title: string; paragraphs: PrintParagraph[] };
  /** School words that stand in the report, explained. */
  terms?: { title: string; paragraphs: PrintParagraph[] };
  notices: string[];
  /** For a reader whose language has no pages yet: what is in English, and the day, in their own words. */
  own?: PrintParagraph[];
  talk: { title: string; text: string };
  /** `pageLabel` holds {page} and {pages}. */
  footer: { text: string; pageLabel: string };
  onlineUrl: string;
  qrSvg: string;
  qrAlt: string;
}

/** One letter on one page; the English block tells the office and helpers what it is. */
export interface LetterPrint {
  lang: string;
  dir: PrintDir;
  plainLetters?: boolean;
  school: string;
  /** At most seven lines, for the window of a DL envelope. */
  address: string[];
  date: string;
  greeting: string;
  paragraphs: string[];
  codeLabel: string;
  code: string;
  steps: string[];
  /** A picture beside each step, as SVG, in their order. */
  stepSvgs?: string[];
  qrSvg: string;
  qrAlt: string;
  help: { text: string; phone: string };
  english?: { title: string; paragraphs: string[] };
  /** Goes to a service that posts it: the address stands where that service's envelopes have their window, and nothing else above the text. */
  posted?: boolean;
  /** The same letter in easy read, on a page of its own behind it: what to do first, a picture beside each thing said. */
  easy?: { heading: string; blocks: { kind: "do" | "plain"; title: string; lines: { svg: string; texts: string[] }[] }[] };
}

/** Many letters in one file: server/features/people/print.typ. */
export interface LettersPrint {
  title: string;
  letters: LetterPrint[];
}

/** What a page on paper has in common, whatever its blocks are. */
interface PagePrint {
  lang: string;
  dir: PrintDir;
  plainLetters?: boolean;
  title: string;
  school: { name: string; phone?: string };
  subheading: string;
  notices: string[];
  /** Every picture that the blocks name, as SVG. */
  svgs: Record<string, string>;
  footer: { text: string; pageLabel: string };
  more: string;
  onlineUrl: string;
  qrSvg: string;
  qrAlt: string;
}

/** Anything in easy read, one idea a line: server/features/languages/easy/print.typ. */
export interface EasyPrint extends PagePrint {
  heading: string;
  /** The day, large. */
  date?: { label: string; weekday: string; day: string; month: string };
  blocks: {
    kind: "do" | "plain";
    title: string;
    lines: {
      /** A name in `svgs`. */
      picture: string;
      /** A sentence a line; with `lang` and `dir` where they are not the page's. */
      sentences: { texts: string[]; lang?: string; dir?: PrintDir };
      marks: { picture: string; text: string }[];
      note?: string;
    }[];
  }[];
}

/** A newsletter on paper: server/features/newsletters/print.typ. */
export interface NewsletterPrint extends PagePrint {
  /** With `lang` and `dir` where they are not the page's, as are the pieces' words. */
  heading: { text: string; lang?: string; dir?: PrintDir };
  blocks: {
    kind: string;
    said: { text: string; lang?: string; dir?: PrintDir };
    /** A name in `svgs`. */
    picture?: string;
    /** The picture is higher than wide. */
    tall?: boolean;
    label?: string;
    when?: string;
  }[];
}

/** A certificate on one sheet, its words in one language or in two one below the other: server/features/rewards/print.typ. */
export interface CertificatePrint {
  lang: string;
  dir: PrintDir;
  title: string;
  school: { name: string };
  halves: {
    lang: string;
    dir: PrintDir;
    heading: string;
    given: string;
    name: string;
    category: string;
    sentence?: string;
    /** The school's own words, with `lang` and `dir` where they are not the half's. */
    words?: { text: string; lang?: string; dir?: PrintDir };
    date: string;
    by?: string;
  }[];
  /** A name in `svgs`, as is "medal". */
  picture: string;
  svgs: Record<string, string>;
}

/** A template and its data. The template's name is the folder of its print.typ in server/features. */
export type PrintJob = { template: "reports"; data: ReportPrint } | { template: "people"; data: LettersPrint } | { template: "languages/easy"; data: EasyPrint } | { template: "newsletters"; data: NewsletterPrint } | { template: "rewards"; data: CertificatePrint };
