import { createTask } from "@/server/features/delivery/commands";
import { isReplyOf, readReplyAddress } from "@/server/features/delivery/email/reply/rules";
import { MESSAGE_CALL } from "@/server/features/delivery/rules";
import { reachFields } from "@/server/features/people/profile/queries";
import { planFor } from "@/server/features/people/profile/rules";
import type { Ctx, PersonCtx } from "@/server/lib/context";
import { env } from "@/server/lib/env";
import { requireMailToken } from "@/server/lib/notify/callback";

import { writeToSchool } from "../commands";
import { ownThreads } from "../policy";
import { sniffFile } from "../rules";
import { personOf } from "../rules.person";
import { FILES_A_POST } from "../schema";
import { answerOf, keyOfMail } from "./rules";
import type { TakeMail } from "./schema";

/**
 * Takes an answer by e-mail into the conversation that its address names. The address was made for one adult, and only a mail from that adult's own mailbox is
 * put there: one that somebody else sent, who may have been shown it, asks for a call to the adult and is not kept. The access rule decides as on any page.
 * @returns whether it was put into a conversation
 * Errors: not_found without the right token; what writing a message refuses.
 */
export async function takeMail(ctx: Ctx, input: TakeMail): Promise<{ taken: boolean }> {
  requireMailToken(input.token);
  const domain = env().MAIL_REPLY_DOMAIN;
  const read = domain ? input.to.map((address) => readReplyAddress(address, domain)).find((found) => found !== null) : undefined;
  const thread = read ? await ctx.db.thread.findFirst({ where: { id: read.threadId }, select: { id: true, adultId: true, pupilId: true, adult: { select: { removedAt: true, ...reachFields } } } }) : null;
  if (!read || !thread || !isReplyOf(read, thread.adultId) || thread.adult.removedAt) return { taken: false };
  const key = keyOfMail(input.messageId);
  if (thread.adult.email !== input.from.toLowerCase()) {
    await ctx.db.$transaction((tx) => createTask(tx, { schoolId: ctx.school.id, kind: "call", adultId: thread.adultId, pupilId: thread.pupilId, subjectId: thread.id, dueAt: ctx.now, uniqueKey: `${MESSAGE_CALL}${key}` }));
    return { taken: false };
  }
  const actor = personOf(thread.adultId);
  // An order since then, or the end of the link: nothing of theirs is put where they may not read.
  if ((await ctx.db.thread.count({ where: { AND: [{ id: thread.id }, ownThreads(actor, ctx.now)] } })) === 0) return { taken: false };
  const words = answerOf(input.text);
  // A card with an address or a logo of another kind is left out: the words are not lost for it.
  const files = input.files.filter((file) => sniffFile(file) !== null).slice(0, FILES_A_POST);
  if (words === "" && files.length === 0) return { taken: false };
  const writer: PersonCtx = { ...ctx, actor, locale: planFor(thread.adult).writeIn };
  await writeToSchool(writer, { key, threadId: thread.id, words: words || undefined, files }, "email");
  return { taken: true };
}
