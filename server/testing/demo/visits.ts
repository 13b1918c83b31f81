import { addDays } from "@/server/lib/clock";
import type { Prisma } from "@/server/lib/db/generated/client";

import { addTextRows, type TextRows } from "../factories/languages";
import { planOf } from "./delivery";
import { idOf } from "./random";
import type { DemoPeople, SchoolPlan } from "./school";

export interface DemoVisits extends TextRows {
  visits: Prisma.VisitCreateManyInput[];
  slots: Prisma.VisitSlotCreateManyInput[];
  messages: Prisma.MessageCreateManyInput[];
  deliveries: Prisma.DeliveryCreateManyInput[];
}

/** Two first visits by the family support worker: one waits for the deputy head, of the other the family may choose the time. Kingsgate alone. */
export function buildVisits(plan: SchoolPlan, people: DemoPeople): DemoVisits {
  const rows: DemoVisits = { visits: [], slots: [], messages: [], deliveries: [], texts: [], segments: [], translations: [] };
  const { school, now } = plan;
  if (school.slug !== "kingsgate") return rows;
  const schoolId = school.id;
  const person = (key: string) => {
    const found = people.byKey.get(`demo-person-${key}`);
    if (!found) throw new Error(`nobody to visit or to go: ${key}`);
    return found;
  };
  const [worker, colleague, deputy] = [person("okafor"), person("doyle"), person("hale")];
  const noon = (days: number, hour: number) => new Date(`${addDays(now, days).toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00:00Z`);
  const make = (key: string, state: "asked" | "offered", purpose: "welcome" | "support", language: string, said: { sentences: string[]; translations: Record<string, string[]> }) => {
    const adult = person(key);
    const pupil = people.pupils.find(({ links }) => links.some((link) => link.adult === adult));
    if (!pupil) throw new Error(`no child to visit about: ${key}`);
    const [id, wordsId] = [idOf(`visit:${key}`), idOf(`visit-words:${key}`)];
    addTextRows(rows, { id: wordsId, schoolId, kind: "contacts.record", authorId: worker.id, at: addDays(now, -1), pupilId: pupil.row.id, sentences: said.sentences, translations: said.translations, reviewerId: () => person("office").id, idOf });
    rows.visits.push({
      id, schoolId, pupilId: pupil.row.id, adultId: adult.id, purpose, wordsId, language, interpreter: planOf(adult).interpreter ? "in_person" : "none", minutes: 30, plannerId: worker.id, leadId: worker.id, secondId: colleague.id,
      state, authorisedById: state === "offered" ? deputy.id : null, authorisedAt: state === "offered" ? addDays(now, -1) : null, createdAt: addDays(now, -2),
    });
    for (const [nth, at] of [noon(6, 10), noon(6, 15), noon(8, 10), noon(8, 17)].entries()) rows.slots.push({ id: idOf(`visit-slot:${key}:${nth}`), schoolId, visitId: id, startsAt: at });
    if (state !== "offered") return;
    const { channels, writeIn } = planOf(adult);
    const messageId = idOf(`message:visit:${key}`);
    rows.messages.push({ id: messageId, schoolId, adultId: adult.id, pupilId: pupil.row.id, kind: "visit_offered", subjectId: id, language: writeIn, args: { child: pupil.row.givenName }, idempotencyKey: `visit:${id}:offered`, createdAt: addDays(now, -1) });
    for (const channel of channels) {
      const left = channel === "email" || channel === "letter";
      rows.deliveries.push({ id: idOf(`delivery:visit:${key}:${channel}`), schoolId, messageId, channel, state: left ? "handed_over" : "delivered", nextTryAt: addDays(now, -1), attempts: left ? 1 : 0, ...(left ? { handedOverAt: addDays(now, -1) } : { deliveredAt: addDays(now, -1) }) });
    }
  };
  make("ewa", "offered", "welcome", "pl", {
    sentences: ["We would like to get to know you.", "You can ask us everything about the new school year."],
    translations: { pl: ["Chcielibyśmy Państwa poznać.", "Mogą nas Państwo zapytać o wszystko na temat nowego roku szkolnego."] },
  });
  make("hodan", "asked", "support", "so", {
    sentences: ["We would like to see how we can help you and Ayaan at home."], translations: { so: ["Waxaan rabnaa inaan aragno sida aan guriga idinkaga caawin karno adiga iyo Ayaan."] },
  });
  return rows;
}
