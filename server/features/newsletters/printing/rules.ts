import { formatDate } from "@/server/lib/i18n/format";
import { findLanguage, pageLanguage } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";
import type { NewsletterPrint } from "@/server/lib/pdf/models";

import type { ReadBlock, ReadNewsletter } from "../queries";
import { blockPictures, whenText } from "../rules";

interface Photo {
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** A photo as a drawing of its own, so that print takes it like any other picture. */
function framePhoto({ bytes, width, height }: Photo): string {
  const data = `data:image/jpeg;base64,${Buffer.from(bytes).toString("base64")}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="${data}" xlink:href="${data}"/></svg>`;
}

type Extra = Pick<NewsletterPrint, "title" | "school" | "footer" | "more" | "onlineUrl" | "qrAlt" | "qrSvg" | "notices"> & {
  language: string;
  zone: string;
  drawings: Record<string, string>;
  photos: ReadonlyMap<string, Photo>;
};

/** A newsletter as its printed copy takes it. */
export function toPrint(newsletter: ReadNewsletter, { language: tag, zone, drawings, photos, ...extra }: Extra): NewsletterPrint {
  const { tag: language, dir } = pageLanguage(tag);
  const t = translatorFor(language);
  const voiceOf = (words: ReadBlock["words"]) => (words.language === language ? {} : { lang: words.language, dir: findLanguage(words.language)?.dir ?? "ltr" as const });
  const svgs = { ...drawings };
  const blocks = newsletter.blocks.flatMap((block): NewsletterPrint["blocks"] => {
    const photo = photos.get(block.id);
    if (block.words.body === "" || (block.kind === "picture" && !photo)) return [];
    if (photo) svgs[block.id] = framePhoto(photo);
    return [{
      kind: block.kind, said: { ...voiceOf(block.words), text: block.words.body },
      ...(block.kind === "picture" ? { picture: block.id, tall: (photo?.height ?? 0) > (photo?.width ?? 0) } : blockPictures[block.kind] ? { picture: blockPictures[block.kind] ?? "" } : {}),
      ...(block.kind === "heading" || block.kind === "text" || block.kind === "picture" ? {} : { label: t(`newsletters.kinds.${block.kind}`) }),
      ...(block.happensOn ? { when: whenText(language, block) } : {}),
    }];
  });
  return {
    ...extra, lang: language, dir, blocks, svgs, heading: { ...voiceOf(newsletter.title), text: newsletter.title.body },
    subheading: newsletter.sentAt ? formatDate(language, newsletter.sentAt, "day", zone) : "",
  };
}
