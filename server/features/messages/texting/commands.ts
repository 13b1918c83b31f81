import { createTask } from "@/server/features/delivery/commands";
import { MESSAGE_CALL } from "@/server/features/delivery/rules";
import { familyVisible } from "@/server/features/people/policy";
import { reachFields } from "@/server/features/people/profile/queries";
import { planFor } from "@/server/features/people/profile/rules";
import { addDays } from "@/server/lib/clock";
import type { Ctx, PersonCtx } from "@/server/lib/context";
import { requireCallbackToken } from "@/server/lib/notify/callback";

import { writeToSchool } from "../commands";
import { ownThreads } from "../policy";
import { personOf } from "../rules.person";
import type { TakeText } from "../schema";

/** The last ten digits: 07700 900123 and +44 7700 900123 are one number. */
const numberOf = (text: string): string => text.replace(/\D/g, "").slice(-10);

/** Days after our own text message in which an answer from a shared telephone counts as its adult's. */
const ANSWERS_DAYS = 14;

/** Of the adults who share a telephone the one to whom alone we sent a text message lately; undefined when that is none or several. */
async function whomWeTexted(ctx: Ctx, adultIds: string[]): Promise<{ id: string } | undefined> {
  const sent = await ctx.db.message.findMany({
    where: { adultId: { in: adultIds }, deliveries: { some: { channel: "text", handedOverAt: { gt: addDays(ctx.now, -ANSWERS_DAYS) } } } }, distinct: ["adultId"], select: { adultId: true },
  });
  return sent.length === 1 && sent[0] ? { id: sent[0].adultId } : undefined;
}

/**
 * Takes a text message that came from a telephone known to the school: it lands in the newest conversation of the adult who has that number, else it begins one
 * with the office. Of a number that several adults share it is the answer of the one to whom we wrote lately; else it could be anybody's, and only a call to each is
 * asked for, without a word of what was written: they may live apart. The same message again changes nothing. The access rule decides as on any page.
 * Errors: not_found without the right token.
 */
export async function takeText(ctx: Ctx, input: TakeText): Promise<{ taken: boolean }> {
  requireCallbackToken(input.token);
  const number = numberOf(input.from);
  const found = number.length < 10 ? [] : await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM adult WHERE removed_at IS NULL AND phone IS NOT NULL AND right(regexp_replace(phone, '[^0-9]', '', 'g'), 10) = ${number} ORDER BY id LIMIT 10`;
  const adult = found.length > 1 ? await whomWeTexted(ctx, found.map(({ id }) => id)) : found[0];
  if (found.length === 0) return { taken: false };
  if (!adult) {
    await ctx.db.$transaction(async (tx) => {
      for (const { id } of found) await createTask(tx, { schoolId: ctx.school.id, kind: "call", adultId: id, dueAt: ctx.now, uniqueKey: `${MESSAGE_CALL}${input.id}:${id}` });
    });
    return { taken: true };
  }
  const actor = personOf(adult.id);
  const [reach, thread, pupil] = await Promise.all([
    ctx.db.adult.findUniqueOrThrow({ where: { id: adult.id }, select: reachFields }),
    ctx.db.thread.findFirst({ where: ownThreads(actor, ctx.now), orderBy: [{ lastAt: "desc" }, { id: "desc" }], select: { id: true } }),
    ctx.db.pupil.findFirst({ where: familyVisible(actor, "messages", ctx.now), orderBy: [{ yearGroup: "asc" }, { id: "asc" }], select: { id: true } }),
  ]);
  if (!thread && !pupil) return { taken: false };
  const writer: PersonCtx = { ...ctx, actor, locale: planFor(reach).writeIn };
  await writeToSchool(writer, { key: input.id, words: input.words, files: [], ...(thread ? { threadId: thread.id } : { pupilId: pupil?.id, team: "office" }) }, "text");
  return { taken: true };
}
