import QRCode from "qrcode";

import { easyToPrint } from "@/server/features/languages/easy/rules";
import { type EasyPage, ideasOf, type Pictures } from "@/server/features/languages/easy/schema";
import { explainTerms } from "@/server/features/languages/gate/queries";
import { pictureBook, printPictures } from "@/server/features/languages/pictures/queries";
import type { Ctx } from "@/server/lib/context";
import { env } from "@/server/lib/env";
import { isolateName } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";
import type { PrintJob } from "@/server/lib/pdf/models";

import { getOpen, type ReadEvent } from "../queries";
import { easyEvent } from "./rules";

async function pageOf(ctx: Ctx, event: ReadEvent): Promise<EasyPage> {
  return easyEvent(event, ctx.locale, await explainTerms(ctx.db, ctx.locale, Object.values(event.words).map(({ body }) => body)), ctx.school, ctx.now);
}

/** An event in easy read. Errors: not_found. */
export async function getEasy(ctx: Ctx, input: { eventId: string }): Promise<{ page: EasyPage; pictures: Pictures }> {
  const page = await pageOf(ctx, await getOpen(ctx, input));
  const show = await pictureBook(ctx.db, ctx.locale);
  return { page, pictures: Object.fromEntries(ideasOf(page).map((idea) => [idea, show(idea)])) };
}

export type PrintFile = { fileName: string } & PrintJob;

/** An event on paper, in easy read, with a code that opens its page. Errors: not_found. */
export async function printEvent(ctx: Ctx, input: { eventId: string }): Promise<PrintFile> {
  const event = await getOpen(ctx, input);
  const language = ctx.locale;
  const t = translatorFor(language);
  const onlineUrl = `${env().PUBLIC_URL}/${language}/events/${event.id}`;
  const page = await pageOf(ctx, event);
  return {
    fileName: `event-${language}.pdf`, template: "languages/easy",
    data: easyToPrint(page, {
      title: event.words.title.body, school: { name: ctx.school.name, phone: ctx.school.phone }, footer: { text: isolateName(ctx.school.name), pageLabel: t("reports.print.page", { page: "{page}", pages: "{pages}" }) },
      more: t("events.easy.online"), onlineUrl, qrAlt: t("events.easy.qrAlt"), qrSvg: await QRCode.toString(onlineUrl, { type: "svg", margin: 0, errorCorrectionLevel: "M" }),
      notices: event.signs.map((sign) => t(`events.signs.${sign}`)), svgs: await printPictures(ctx.db, ideasOf(page)),
    }),
  };
}
