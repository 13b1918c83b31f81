import QRCode from "qrcode";

import { easyToPrint } from "@/server/features/languages/easy/rules";
import { ideasOf } from "@/server/features/languages/easy/schema";
import { explainTerms } from "@/server/features/languages/gate/queries";
import { drawnSvg, printPictures } from "@/server/features/languages/pictures/queries";
import type { Ctx } from "@/server/lib/context";
import { env } from "@/server/lib/env";
import { isolateName } from "@/server/lib/i18n/format";
import type { PrintJob } from "@/server/lib/pdf/models";
import { translatorFor } from "@/server/lib/i18n/translator";

import { easyNewsletter } from "../easy/rules";
import type { ReadNewsletter } from "../queries";
import { blockPictures } from "../rules";
import { toPrint } from "./rules";

export type PrintFile = { fileName: string } & PrintJob;

type Find<C extends Ctx> = (ctx: C, input: { newsletterId: string }) => Promise<ReadNewsletter>;

/**
 * A newsletter to print, in full or in easy read, for whoever may read it. Errors: not_found.
 * @param find asks the access rule
 */
export async function printNewsletter<C extends Ctx>(ctx: C, input: { newsletterId: string; easy: boolean }, find: Find<C>): Promise<PrintFile> {
  const newsletter = await find(ctx, input);
  const language = ctx.locale;
  const t = translatorFor(language);
  const place = newsletter.audience === "public" ? "newsletters" : "family/newsletters";
  const onlineUrl = `${env().PUBLIC_URL}/${language}/${place}/${newsletter.id}`;
  const shared = {
    title: newsletter.title.body, school: { name: ctx.school.name, phone: ctx.school.phone },
    footer: { text: isolateName(ctx.school.name), pageLabel: t("reports.print.page", { page: "{page}", pages: "{pages}" }) },
    more: t("newsletters.print.more"), onlineUrl, qrAlt: t("newsletters.print.qrAlt"),
    qrSvg: await QRCode.toString(onlineUrl, { type: "svg", margin: 0, errorCorrectionLevel: "M" }),
  };
  const notices = newsletter.signs.map((sign) => t(`newsletters.signs.${sign}`));
  if (input.easy) {
    const page = easyNewsletter(newsletter, language, await explainTerms(ctx.db, language, newsletter.blocks.map(({ words }) => words.body)), ctx.school);
    return { fileName: `news-easy-${language}.pdf`, template: "languages/easy", data: easyToPrint(page, { ...shared, notices, svgs: await printPictures(ctx.db, ideasOf(page)) }) };
  }
  const pictures = await ctx.db.newsletterPicture.findMany({ where: { blockId: { in: newsletter.blocks.flatMap(({ id, picture }) => (picture ? [id] : [])) } }, select: { blockId: true, bytes: true, width: true, height: true } });
  const drawings = Object.fromEntries(Object.values(blockPictures).flatMap((idea) => (idea ? [[idea, drawnSvg(idea)]] : [])));
  return { fileName: `news-${language}.pdf`, template: "newsletters", data: toPrint(newsletter, { ...shared, language, zone: ctx.school.zone, notices, drawings, photos: new Map(pictures.map(({ blockId, ...photo }) => [blockId, photo])) }) };
}
