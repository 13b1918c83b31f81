import { addDays, addMinutes } from "@/server/lib/clock";
import type { Prisma } from "@/server/lib/db/generated/client";
import type { PostSign, ThreadTeam } from "@/server/lib/db/generated/enums";

import { addTextRows, type TextRows } from "../factories/languages";
import { idOf } from "./random";
import type { DemoPeople, SchoolPlan } from "./school";

export interface DemoMessages extends TextRows {
  threads: Prisma.ThreadCreateManyInput[];
  posts: Prisma.PostCreateManyInput[];
}

/** One message: who of the design wrote it, so many hours ago, and its words in the languages of writer and reader. */
interface Said {
  by: string;
  hours: number;
  language?: string;
  sentences?: readonly string[];
  translations?: Record<string, readonly string[]>;
  sign?: PostSign;
}

const conversations: { adult: string; team: ThreadTeam; said: readonly Said[] }[] = [
  {
    adult: "amina", team: "class_teacher",
    said: [
      {
        by: "amina", hours: 50, language: "ur", sentences: ["زارا کل بیمار تھی۔", "کیا آپ مجھے بتا سکتی ہیں کہ اس نے کون سا سبق چھوڑا؟"],
        translations: { en: ["Zara was ill yesterday.", "Can you tell me which lesson she missed?"] },
      },
      {
        by: "patel", hours: 26, sentences: ["Thank you for telling us.", "We read a story about the sea.", "Zara can read it with you at home: the book is in her bag."],
        translations: { ur: ["بتانے کا شکریہ۔", "ہم نے سمندر کی ایک کہانی پڑھی۔", "زارا اسے گھر پر آپ کے ساتھ پڑھ سکتی ہے: کتاب اس کے بستے میں ہے۔"] },
      },
    ],
  },
  {
    adult: "dariusz", team: "office",
    said: [{
      by: "dariusz", hours: 5, language: "pl", sentences: ["Pracuję w nocy.", "Czy mogę zadzwonić do nauczycielki po południu?"],
      translations: { en: ["I work at night.", "Can I ring the teacher in the afternoon?"] },
    }],
  },
  {
    adult: "ewa", team: "office",
    said: [
      { by: "office", hours: 73, sentences: ["The school trip starts at 9 on Friday.", "Ola needs a coat and lunch."], translations: { pl: ["Wycieczka szkolna zaczyna się w piątek o 9.", "Ola potrzebuje kurtki i drugiego śniadania."] } },
      { by: "ewa", hours: 70, sign: "thanks" },
    ],
  },
];

/** Conversations of the design's people with the school: one that waits for the family, one that waits for staff. Kingsgate alone. */
export function buildMessages(plan: SchoolPlan, people: DemoPeople): DemoMessages {
  const rows: DemoMessages = { threads: [], posts: [], texts: [], segments: [], translations: [] };
  const { school, now } = plan;
  if (school.slug !== "kingsgate") return rows;
  const schoolId = school.id;
  for (const { adult: key, team, said } of conversations) {
    const person = (name: string) => {
      const found = people.byKey.get(`demo-person-${name}`);
      if (!found) throw new Error(`nobody to write: ${name}`);
      return found;
    };
    const adult = person(key);
    const pupil = people.pupils.find(({ links }) => links.some((link) => link.adult === adult));
    if (!pupil) throw new Error(`no child to write about: ${key}`);
    const threadId = idOf(`thread:${key}:${team}`);
    const at = ({ hours }: Said) => addMinutes(now, -hours * 60);
    const last = said.at(-1);
    const bySchool = said.filter(({ by }) => by !== key);
    rows.threads.push({
      id: threadId, schoolId, pupilId: pupil.row.id, adultId: adult.id, team, createdAt: addDays(now, -4), lastAt: last ? at(last) : now,
      waitingSince: last && last.by === key && last.sign !== "thanks" ? at(last) : null, schoolAt: bySchool.length > 0 ? at(bySchool.at(-1) as Said) : null, assigneeId: bySchool[0] ? person(bySchool[0].by).id : null,
    });
    for (const [nth, each] of said.entries()) {
      const author = person(each.by);
      const side = each.by === key ? "family" as const : "school" as const;
      const textId = each.sentences ? idOf(`post-text:${threadId}:${nth}`) : null;
      if (textId && each.sentences) {
        addTextRows(rows, {
          id: textId, schoolId, kind: side === "family" ? "messages.reply" : "messages.post", authorId: author.id, at: at(each), pupilId: pupil.row.id, language: each.language,
          sentences: each.sentences, translations: each.translations, reviewerId: () => person("office").id, idOf,
        });
      }
      rows.posts.push({ id: idOf(`post:${threadId}:${nth}`), schoolId, threadId, authorId: author.id, side, textId, sign: each.sign ?? null, at: at(each), idempotencyKey: idOf(`post-key:${threadId}:${nth}`) });
    }
  }
  return rows;
}
