import QRCode from "qrcode";

import { easyToPrint } from "@/server/features/languages/easy/rules";
import { type EasyPage, ideasOf, type Pictures } from "@/server/features/languages/easy/schema";
import { pictureBook, printPictures } from "@/server/features/languages/pictures/queries";
import type { PersonCtx } from "@/server/lib/context";
import { env } from "@/server/lib/env";
import { AppError } from "@/server/lib/errors";
import { isolateName } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";
import type { PrintJob } from "@/server/lib/pdf/models";

import { pageOfMessage, wordsOf } from "../../email/rules";
import { unlisted } from "../../rules";
import { mayKnow } from "../../sending/commands";
import type { OwnLetterInput } from "../schema";
import { easyLetter, type OwnLetter } from "./rules";

/** A message to the signed-in adult that is news, and of which they may know still. Errors: not_found for every other. */
async function findOwn(ctx: PersonCtx, { messageId }: OwnLetterInput): Promise<OwnLetter> {
  const message = await ctx.db.message.findFirst({
    where: { id: messageId, adultId: ctx.actor.adultId, cancelledAt: null, kind: { notIn: [...unlisted] } },
    select: { kind: true, subjectId: true, args: true, createdAt: true, adultId: true, pupilId: true },
  });
  if (!message || !(await mayKnow(ctx.db, [message], ctx.now))(message)) throw new AppError("not_found");
  const { kind, subjectId, args, createdAt } = message;
  return { kind, args: args as Record<string, unknown>, at: createdAt, place: pageOfMessage({ kind, subjectId }) };
}

export interface EasyLetter {
  page: EasyPage;
  pictures: Pictures;
  /** The page with all of it, without its language, and what its button says. */
  place: string;
  button: string;
}

/** What the school told this adult, in easy read. It opens nothing: the page with all of it does. Errors: not_found. */
export async function getEasyLetter(ctx: PersonCtx, input: OwnLetterInput): Promise<EasyLetter> {
  const letter = await findOwn(ctx, input);
  const page = easyLetter(letter, ctx.locale, ctx.school, "page");
  const show = await pictureBook(ctx.db, page.language);
  return { page, pictures: Object.fromEntries(ideasOf(page).map((idea) => [idea, show(idea)])), place: letter.place, button: wordsOf(letter, page.language, ctx.school.zone).button };
}

/** The list of everything from school: what can be typed from paper. */
const INBOX = "/family/inbox";

/** The same on paper, with a picture for the camera that leads to the page with all of it. Errors: not_found. */
export async function printEasyLetter(ctx: PersonCtx, input: OwnLetterInput): Promise<{ fileName: string } & PrintJob> {
  const letter = await findOwn(ctx, input);
  const { tag, status } = pageLanguage(ctx.locale);
  const t = translatorFor(tag);
  const page = easyLetter(letter, tag, ctx.school, "paper");
  const base = `${env().PUBLIC_URL.replace(/\/$/, "")}/${tag}`;
  return {
    fileName: `letter-easy-${tag}.pdf`, template: "languages/easy",
    data: easyToPrint(page, {
      title: page.heading, school: { name: ctx.school.name, phone: ctx.school.phone }, footer: { text: isolateName(ctx.school.name), pageLabel: t("reports.print.page", { page: "{page}", pages: "{pages}" }) },
      more: t("delivery.inbox.easy.scan"), onlineUrl: `${base}${INBOX}`, qrAlt: t("delivery.inbox.easy.qrAlt"), qrSvg: await QRCode.toString(`${base}${letter.place}`, { type: "svg", margin: 0, errorCorrectionLevel: "M" }),
      notices: status === "unreviewed" ? [t("reports.notice.languageUnchecked")] : [], svgs: await printPictures(ctx.db, ideasOf(page)),
    }),
  };
}
