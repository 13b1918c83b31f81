import QRCode from "qrcode";

import { easyToPrint } from "@/server/features/languages/easy/rules";
import { type EasyPage, ideasOf, type Pictures } from "@/server/features/languages/easy/schema";
import { pictureBook, printPictures } from "@/server/features/languages/pictures/queries";
import type { PersonCtx } from "@/server/lib/context";
import { env } from "@/server/lib/env";
import { isolateName } from "@/server/lib/i18n/format";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

import { openCelebration } from "../celebrations/commands";
import { getOwnCelebration, type OwnCelebration } from "../celebrations/queries";
import { openOwn } from "../commands";
import type { PrintFile } from "../printing/queries";
import type { OwnSuccess } from "../queries";
import { easyCelebration, easySuccess } from "./rules";

export interface EasySuccess {
  success: OwnSuccess;
  page: EasyPage;
  pictures: Pictures;
}

/** One success in easy read for its family. Errors: not_found. */
export async function getEasy(ctx: PersonCtx, input: { successId: string }): Promise<EasySuccess> {
  const success = await openOwn(ctx, input);
  const page = easySuccess(success, ctx.locale, ctx.school);
  return { success, page, pictures: await picturesOf(ctx, page) };
}

async function picturesOf(ctx: PersonCtx, page: EasyPage): Promise<Pictures> {
  const show = await pictureBook(ctx.db, ctx.locale);
  return Object.fromEntries(ideasOf(page).map((idea) => [idea, show(idea)]));
}

/** An invitation to a celebration in easy read, for an adult who is invited; it counts as read. Errors: not_found. */
export async function getEasyCelebration(ctx: PersonCtx, input: { celebrationId: string }): Promise<{ celebration: OwnCelebration; page: EasyPage; pictures: Pictures }> {
  const celebration = await openCelebration(ctx, input);
  const page = easyCelebration(celebration, ctx.locale, ctx.school, "page");
  return { celebration, page, pictures: await picturesOf(ctx, page) };
}

/** The same on paper, with a picture for the camera that leads to the page on which one answers. Errors: not_found. */
export async function printCelebration(ctx: PersonCtx, input: { celebrationId: string }): Promise<PrintFile> {
  const { tag, status } = pageLanguage(ctx.locale);
  const t = translatorFor(tag);
  const page = easyCelebration(await getOwnCelebration(ctx, input), tag, ctx.school, "paper");
  const onlineUrl = `${env().PUBLIC_URL.replace(/\/$/, "")}/${tag}/family/rewards/celebrations/${input.celebrationId}`;
  return {
    fileName: `celebration-${tag}.pdf`, template: "languages/easy",
    data: easyToPrint(page, {
      title: page.heading, school: { name: ctx.school.name, phone: ctx.school.phone }, footer: { text: isolateName(ctx.school.name), pageLabel: t("reports.print.page", { page: "{page}", pages: "{pages}" }) },
      more: t("rewards.easy.online"), onlineUrl, qrAlt: t("rewards.easy.qrAlt"), qrSvg: await QRCode.toString(onlineUrl, { type: "svg", margin: 0, errorCorrectionLevel: "M" }),
      notices: status === "unreviewed" ? [t("reports.notice.languageUnchecked")] : [], svgs: await printPictures(ctx.db, ideasOf(page)),
    }),
  };
}
