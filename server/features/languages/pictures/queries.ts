import { readFileSync } from "node:fs";
import path from "node:path";

import type { Ctx, StaffCtx } from "@/server/lib/context";
import type { Tx } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";

import { readTexts } from "../queries";
import { allIdeas, drawn, type Idea, isIdea, type Shown, usualIdeas } from "./schema";

/** Where the school's photo of an idea is found. The version makes an address that may be kept for good. */
const addressOf = (idea: string, hash: string): string => `/api/pictures/${idea}?v=${hash}`;

/**
 * How to show any of the product's ideas in this school: the drawn picture, or the school's own photo with its words in the
 * reader's language. One statement, and one more in a school that has photos.
 */
export async function pictureBook(db: Tx, language: string): Promise<(idea: Idea) => Shown> {
  const photos = await db.picturePhoto.findMany({ select: { idea: true, hash: true, altTextId: true } });
  if (photos.length === 0) return drawn;
  const texts = await readTexts(db, photos.map((photo) => photo.altTextId), language);
  const own = new Map(photos.map(({ idea, hash, altTextId }) => {
    const words = texts.get(altTextId);
    return [idea, { src: addressOf(idea, hash), alt: words?.body ?? "", lang: words?.language }] as const;
  }));
  return (idea) => own.get(idea) ?? drawn(idea);
}

/** The bytes of the school's photo of an idea, for whoever asks by its version. Errors: not_found. */
export async function getPhoto(ctx: Ctx, input: { idea: Idea }): Promise<{ bytes: Uint8Array; hash: string }> {
  const photo = await ctx.db.picturePhoto.findFirst({ where: { idea: input.idea }, select: { bytes: true, hash: true } });
  if (!photo) throw new AppError("not_found");
  return photo;
}

export interface SchoolPicture {
  idea: Idea;
  shown: Shown;
  /** Whether the school has put its own photo here. */
  own: boolean;
  /** Whether it is one for which a school is asked first. */
  usual: boolean;
}

/** Every idea, with what families see for it now: first those that look different in every school. */
export async function listPictures(ctx: StaffCtx): Promise<SchoolPicture[]> {
  const book = await pictureBook(ctx.db, ctx.locale);
  const asked = new Set<Idea>(usualIdeas);
  return [...usualIdeas, ...allIdeas.filter((idea) => !asked.has(idea))].map((idea) => {
    const shown = book(idea);
    return { idea, shown, own: shown.src !== drawn(idea).src, usual: asked.has(idea) };
  });
}

const files = new Map<Idea, string>();

/** The drawn picture of an idea as SVG. Read once a process. */
export function drawnSvg(idea: Idea): string {
  const known = files.get(idea);
  if (known) return known;
  const svg = readFileSync(path.join(process.cwd(), "public", "pictures", `${idea}.svg`), "utf8");
  files.set(idea, svg);
  return svg;
}

/** These ideas as SVG for print: the school's photo, where there is one, stands inside its own drawing. One statement. */
export async function printPictures(db: Tx, wanted: Iterable<Idea>): Promise<Record<string, string>> {
  const names = [...new Set(wanted)];
  const photos = await db.picturePhoto.findMany({ where: { idea: { in: names } }, select: { idea: true, bytes: true } });
  const svgs = Object.fromEntries(names.map((idea): [string, string] => [idea, drawnSvg(idea)]));
  for (const { idea, bytes } of photos) if (isIdea(idea)) svgs[idea] = framePhoto(bytes);
  return svgs;
}

function framePhoto(bytes: Uint8Array): string {
  const data = `data:image/jpeg;base64,${Buffer.from(bytes).toString("base64")}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 32 32"><image width="32" height="32" href="${data}" xlink:href="${data}"/></svg>`;
}
