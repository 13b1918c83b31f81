import type { PersonCtx } from "@/server/lib/context";
import type { PrintJob } from "@/server/lib/pdf/models";

import { openOwn } from "../commands";
import { toPrint } from "./rules";

export type PrintFile = { fileName: string } & PrintJob;

/** The certificate of one success, for its family, in English and the language of the page. Errors: not_found. */
export async function printCertificate(ctx: PersonCtx, input: { successId: string }): Promise<PrintFile> {
  const success = await openOwn(ctx, input);
  return { fileName: `certificate-${ctx.locale}.pdf`, template: "rewards", data: toPrint(success, ctx.locale, success.words, ctx.school) };
}
