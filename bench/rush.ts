/** An open evening that everybody wants: three thousand families, five hundred places, a fifth of those who have one give it back, all in one instant each time. */
import { makePass } from "@/server/features/events/flood/queries";
import { createCaller } from "@/server/root";
import { addMinutes } from "@/server/lib/clock";
import { closeDatabases, dbFor } from "@/server/lib/db/client";
import { TEST_NOW } from "@/server/testing/context";
import { bookingOf, makeEvent, visitorContext } from "@/server/testing/factories/events";
import { makeSchool } from "@/server/testing/factories/people";

const [FAMILIES, PLACES] = [3_000, 500];

export default async function bench(): Promise<string[]> {
  process.env.AUTH_SECRET ??= "only-for-benchmarks-only-for-benchmarks";
  process.env.PUBLIC_URL ??= "http://kingsgate.example";
  const school = await makeSchool();
  const db = dbFor(school.id);
  const { sessionId } = await makeEvent(school, { sessions: [{ capacity: PLACES, inDays: 30 }] });
  // So many at once are taken for a flood: each form is a minute old, as it would be after typing, and its pass is ripe.
  const families = Array.from({ length: FAMILIES }, (_, nth) => bookingOf(sessionId, { people: 1 + (nth % 4) }))
    .map((family) => ({ ...family, pass: makePass(visitorContext(school, { now: addMinutes(TEST_NOW, -1) }), family.key) }));
  const began = performance.now();
  const answers = await Promise.all(families.map((family) => createCaller(visitorContext(school)).events.place.book(family)));
  const bookSeconds = (performance.now() - began) / 1_000;
  const lost = answers.filter(({ key }) => !key).length;

  const won = answers.filter(({ state }) => state === "booked");
  const giving = won.filter((_, nth) => nth % 5 === 0);
  const cancelBegan = performance.now();
  await Promise.all(giving.map(({ key }) => createCaller(visitorContext(school)).events.place.cancel({ key })));
  const cancelSeconds = (performance.now() - cancelBegan) / 1_000;

  const session = await db.eventSession.findUniqueOrThrow({ where: { id: sessionId } });
  const rows = await db.eventBooking.findMany({ where: { sessionId }, orderBy: { arrival: "asc" }, select: { id: true, state: true, people: true } });
  const offered = rows.filter(({ state }) => state === "offered");
  const messages = await db.message.groupBy({ by: ["subjectId"], where: { kind: "event_offered" }, _count: true });
  // In order: among families of one size nobody who asked earlier waits still while a later one was offered a place.
  let outOfOrder = 0;
  for (let people = 1; people <= 4; people += 1) {
    const same = rows.filter((row) => row.people === people && (row.state === "offered" || row.state === "waiting"));
    const firstWaiting = same.findIndex(({ state }) => state === "waiting");
    outOfOrder += firstWaiting < 0 ? 0 : same.slice(firstWaiting).filter(({ state }) => state === "offered").length;
  }
  const twice = messages.filter(({ _count }) => _count !== 1).length;
  await closeDatabases();
  if (session.taken !== PLACES || rows.length !== FAMILIES || lost > 0 || outOfOrder > 0 || twice > 0 || messages.length !== offered.length) {
    throw new Error(`taken ${session.taken}, rows ${rows.length}, lost ${lost}, out of order ${outOfOrder}, twice ${twice}, offered ${offered.length}, told ${messages.length}`);
  }
  return [
    `rush.book_last_answer ${bookSeconds.toFixed(1)} s`, `rush.bookings_a_second ${(FAMILIES / bookSeconds).toFixed(0)} families`, `rush.cancel_last_answer ${cancelSeconds.toFixed(1)} s`, `rush.taken ${session.taken} of ${PLACES}`,
    `rush.given_back ${giving.length} families`, `rush.offered ${offered.length} families`, `rush.out_of_order ${outOfOrder} families`, `rush.told_twice ${twice} families`,
  ];
}
