import { placeCode, placeKey } from "@/server/features/events/booking/queries";
import { hashToken } from "@/server/lib/auth/tokens";
import { addDays, addMinutes, dayIn, momentIn } from "@/server/lib/clock";
import type { Prisma } from "@/server/lib/db/generated/client";

import { addTextRows, type TextRows } from "../factories/languages";
import { coffeeMorning, openEvening } from "./event-words";
import { chanceOf, idOf } from "./random";
import type { DemoPeople, SchoolPlan } from "./school";

export interface DemoEvents extends TextRows {
  events: Prisma.EventCreateManyInput[];
  sessions: Prisma.EventSessionCreateManyInput[];
  guests: Prisma.GuestCreateManyInput[];
  bookings: Prisma.EventBookingCreateManyInput[];
}

/** Families who have booked: made-up names in the letters of their languages, and what they asked for. */
const families = [
  ["Daria Nowicka", "pl", 3, [5, 8], ["creche"]], ["نادیہ قریشی", "ur", 4, [4, 6], ["interpreter"]], ["Hamse Jaamac", "so", 2, [5], ["interpreter", "step_free"]], ["Ioana Munteanu", "ro", 3, [4], []],
  ["শিউলি আক্তার", "bn", 5, [3, 7, 10], ["interpreter", "creche"]], ["Grace Osei", "en", 2, [5], ["quiet_hour"]], ["سامر حداد", "ar", 4, [6, 9], ["interpreter", "food"]], ["ਹਰਜੀਤ ਸਿੱਧੂ", "pa", 3, [4], ["sign_language"]],
  ["Zofia Wrona", "pl", 2, [4], []], ["Tom Ashdown", "en", 3, [4, 4], ["step_free", "food"]],
] as const;

/** What some of them wrote beside: with the English of a colleague, a computer's draft of it, or not translated yet. */
const said: Readonly<Record<number, { part: "words" | "foodWords"; sentences: readonly string[]; english?: readonly string[]; draft?: readonly string[] }>> = {
  1: { part: "words", sentences: ["میری بیٹی کو مونگ پھلی سے الرجی ہے۔"], english: ["My daughter is allergic to peanuts."] },
  3: { part: "words", sentences: ["Venim cu bunica.", "Ea merge cu baston."], draft: ["We come with grandmother.", "She walks with a stick."] },
  6: { part: "foodWords", sentences: ["لا نأكل لحم الخنزير."] },
  9: { part: "words", sentences: ["One of the twins is shy with people he does not know."] },
};

/** The next weekday so many days from now, at a time by the school's clock. */
function weekdayAt(plan: SchoolPlan, days: number, time: string): Date {
  for (let nth = days; ; nth += 1) {
    const at = momentIn(plan.school.zone, dayIn(plan.school.zone, addDays(plan.now, nth)), time);
    if (at && ![0, 6].includes(at.getUTCDay())) return at;
  }
}

/** An open evening with two times, one of them nearly full, and a coffee morning that is full. Kingsgate alone. */
export function buildEvents(plan: SchoolPlan, people: DemoPeople): DemoEvents {
  const rows: DemoEvents = { events: [], sessions: [], guests: [], bookings: [], texts: [], segments: [], translations: [] };
  const { school, now } = plan;
  const office = people.byKey.get("demo-person-office");
  if (school.slug !== "kingsgate" || !office) return rows;
  const schoolId = school.id;
  const at = addDays(now, -10);
  const make = (name: string, words: typeof openEvening, row: Pick<Prisma.EventCreateManyInput, "kind" | "offers">, times: { startsAt: Date; minutes: number; capacity: number }[]) => {
    const put = (word: keyof typeof openEvening) => {
      const id = idOf(`event-text:${name}:${word}`);
      addTextRows(rows, { id, schoolId, kind: "events.words", authorId: office.id, at, sentences: words[word].sentences, translations: words[word].translations, reviewerId: () => office.id, idOf });
      return id;
    };
    const id = idOf(`event:${name}`);
    rows.events.push({
      id, schoolId, ...row, state: "published", titleId: put("title"), whatId: put("what"), meetId: put("meet"), placeId: put("place"), routeId: put("route"), afterId: put("after"), createdById: office.id, createdAt: at, updatedAt: at, publishedAt: at,
    });
    return times.map(({ startsAt, minutes, capacity }, nth) => {
      const sessionId = idOf(`event-session:${name}:${nth}`);
      rows.sessions.push({ id: sessionId, schoolId, eventId: id, startsAt, endsAt: addMinutes(startsAt, minutes), capacity });
      return sessionId;
    });
  };
  const [afternoon, evening] = make("open-evening", openEvening, { kind: "open_evening", offers: ["interpreter", "sign_language", "creche", "step_free", "quiet_hour", "food"] }, [
    { startsAt: weekdayAt(plan, 14, "13:30"), minutes: 90, capacity: 40 }, { startsAt: weekdayAt(plan, 14, "18:00"), minutes: 90, capacity: 30 },
  ]);
  const [morning] = make("coffee", coffeeMorning, { kind: "coffee_morning", offers: ["interpreter", "creche", "step_free"] }, [{ startsAt: weekdayAt(plan, 7, "09:15"), minutes: 60, capacity: 6 }]);
  const book = (sessionId: string | undefined, nth: number, state: "booked" | "waiting") => {
    const [name, language, count, ages, needs] = families[nth] ?? families[0];
    const [id, guestId] = [idOf(`event-booking:${sessionId}:${nth}`), idOf(`guest:${sessionId}:${nth}`)];
    const byMail = chanceOf(`guest:${nth}`).happens(0.7);
    rows.guests.push({ id: guestId, schoolId, name, email: byMail ? `visitor-${nth}@family.example` : null, phone: byMail ? null : `020 7946 07${String(nth).padStart(2, "0")}`, channel: byMail ? "email" : "call", language, createdAt: addDays(at, 1) });
    const wrote = said[nth];
    const textId = wrote && idOf(`event-said:${sessionId}:${nth}`);
    if (wrote && textId) {
      addTextRows(rows, {
        id: textId, schoolId, kind: "events.said", language, authorId: null, at: addDays(at, 1), sentences: wrote.sentences, translations: wrote.english ? { en: wrote.english } : {},
        drafts: wrote.draft ? { en: { by: "machine", sentences: wrote.draft } } : {}, reviewerId: () => office.id, idOf,
      });
    }
    rows.bookings.push({
      id, schoolId, sessionId: sessionId ?? "", wordsId: wrote?.part === "words" ? textId : null, foodWordsId: wrote?.part === "foodWords" ? textId : null, guestId, state, arrival: rows.bookings.length + 1, people: count, childAges: [...ages], creche: needs.some((need) => need === "creche") ? 1 : 0, needs: [...needs], speaks: language,
      codeHash: hashToken(placeCode(id)), linkHash: hashToken(placeKey(id)), createdAt: addDays(at, 1), updatedAt: addDays(at, 1),
    });
  };
  families.forEach((_, nth) => book(nth % 3 === 0 ? afternoon : evening, nth, "booked"));
  book(morning, 0, "booked");
  book(morning, 3, "booked");
  book(morning, 5, "waiting");
  return rows;
}
