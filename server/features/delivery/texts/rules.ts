import type { SchoolFacts } from "@/server/lib/context";
import { translatorFor } from "@/server/lib/i18n/translator";
import { NotifyRefusal } from "@/server/lib/notify/client";

import { type MessageFacts, renderEmail } from "../email/rules";
import type { Verdict } from "../rules";

/**
 * The text message of a message: the line that its e-mail has as subject, where to read more, and who sends it. The words are in the
 * recipient's language; `toHear`: it says that there is something to listen to. Marks that only order letters on a page are left out, they would cost a second message.
 */
export function renderText(input: { message: MessageFacts; school: SchoolFacts; publicUrl: string; toHear?: boolean }): string {
  const { subject, link, language } = renderEmail({ ...input, to: "" });
  // What is everybody's is heard without signing in: whoever reads nothing is not stopped by a page about codes.
  const open = input.message.args.open === 1 ? link.replace("/family/", "/") : link;
  const [words, place] = input.toHear ? [translatorFor(language)("delivery.texts.hearNews"), `${open}/listen`] : [subject, link];
  return [words, place, input.school.name].join("\n").replace(/[\u2066-\u2069]/g, "");
}

/** What the service's refusal means: a message or number that it cannot take is final; too many, its own faults and our key may pass. */
export function judgeText(error: unknown): Verdict {
  const refusal = error instanceof NotifyRefusal ? error : new NotifyRefusal(0, "no_answer");
  return { final: refusal.status === 400, code: refusal.status === 0 ? "no_answer" : `notify_${refusal.status}` };
}
