import { drawCard } from "@/server/lib/pictures/card";
import type { Ctx } from "@/server/lib/context";

import { getOpen } from "../queries";
import { sessionText } from "../rules.words";

const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, "");

/** The picture that is shown where an event is shared, in the reader's language. Errors: not_found. */
export async function drawEventCard(ctx: Ctx, input: { eventId: string }): Promise<{ card: Buffer }> {
  const event = await getOpen(ctx, input);
  const { title } = event.words;
  const first = event.sessions.find(({ cancelledAt, endsAt }) => !cancelledAt && endsAt > ctx.now) ?? event.sessions[0];
  const line = first ? plain(sessionText(ctx.locale, first, ctx.school.zone)) : "";
  return { card: await drawCard({ title: plain(title.body), titleLanguage: title.language, line, language: ctx.locale, school: ctx.school.name }) };
}
