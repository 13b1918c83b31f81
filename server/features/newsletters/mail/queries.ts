import type { SchoolFacts } from "@/server/lib/context";
import type { Db } from "@/server/lib/db/client";
import { env } from "@/server/lib/env";

import { pictureKey, readNewsletter } from "../queries";
import type { MadeMail } from "../sending/commands";
import { newsletterMail } from "./rules";

/** The e-mail of a newsletter in a language; null when there is no such newsletter. */
export async function makeMail(ctx: { db: Db; school: SchoolFacts; now: Date }, newsletterId: string, language: string): Promise<MadeMail | null> {
  const newsletter = await readNewsletter(ctx.db, { id: newsletterId }, language, ctx.now);
  if (!newsletter) return null;
  const base = env().PUBLIC_URL.replace(/\/$/, "");
  return newsletterMail({
    newsletter, language, school: ctx.school, base,
    pictureAt: ({ id, picture }) => `${base}/api/newsletters/pictures/${id}?v=${picture?.hash ?? ""}&key=${pictureKey(id, picture?.hash ?? "")}`,
  });
}
