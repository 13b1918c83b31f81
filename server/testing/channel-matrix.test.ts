import { beforeAll, describe, expect, it } from "vitest";

import { jobTable } from "@/server/jobs";

import { jobRows } from "./matrix/jobs";
import { heardOfNext, spokenRight, spokenSince } from "./matrix/quiet";
import { CHILD, endRights, type Heard, letLeave, makeStreet, openOutside, runJob, type Standing, type Street, whoHeard, withoutTrigger } from "./matrix/street";

// What drainOutbox( sends is remembered by its process: this file keeps one to itself.
let outside: Awaited<ReturnType<typeof openOutside>>;

beforeAll(async () => {
  outside = await openOutside();
  return async () => {
    await outside.close();
  };
}, 60_000);

/** A job whose work came about while everybody might know. Rights end before it runs, after it ran and before what it wrote leaves, or never. */
async function live(name: string, end: "before" | "after" | "never"): Promise<{ street: Street; heard: Heard[]; words: Map<Standing, string> }> {
  const street = await makeStreet(outside);
  const payloads = (await jobRows[name]?.before(street)) ?? [];
  if (end === "before") await endRights(street);
  for (const payload of payloads) await (jobRows[name]?.run?.(street, payload) ?? runJob(street, name, payload));
  if (end === "after") await endRights(street);
  await letLeave(street);
  return { street, ...(await whoHeard(street)) };
}

const of = (standing: Standing, ways: readonly string[]) => ways.map((way): Heard => `${standing} by ${way}`);
const names = Object.keys(jobTable).sort();
/** Those that tell families by writing to the outbox, from which it leaves later. */
const writing = ["calendar.remind", "delivery.digest", "delivery.climb", "newsletters.send", "reports.publish", "meetings.plan"];
const telling = names.filter((name) => (jobRows[name]?.tells.length ?? 0) > 0);

describe("the matrix of channels", () => {
  it("has a row for every job of the school, and no row without one", () => {
    expect(names.filter((name) => !(name in jobRows))).toEqual([]);
    expect(Object.keys(jobRows).filter((name) => !(name in jobTable))).toEqual([]);
  });

  it.each(names)("%s: of a child's adults hear those who may when it leaves, by each of their ways, and nobody else by any", async (name) => {
    const { heard, words, street } = await live(name, "before");
    const ways = jobRows[name]?.tells ?? [];
    // Whoever signs in has a link of their own, whichever child is theirs; it says nothing of any.
    const may: Standing[] = name === "sign-in.sendLink" ? ["mother", "apart", "otherChild"] : ["mother", "apart"];
    expect(heard).toEqual(may.flatMap((standing) => of(standing, ways)).sort());
    if (name === "sign-in.sendLink") expect([...words.values()].join("\n")).not.toContain(CHILD);
    // The office is told to ring nobody else either, whatever the list of the day leaves out.
    const kept = street.neighbours.filter(({ standing }) => !may.includes(standing)).map(({ adultId }) => adultId);
    expect(await street.db.task.count({ where: { adultId: { in: kept }, doneAt: null, pupilId: null } })).toBe(0);
    const did = await jobRows[name]?.after?.(street);
    expect(did?.got).toEqual(did?.wanted);
  }, 120_000);

  it.each(writing)("%s: an order that comes between it and the sender is in time", async (name) => {
    // What the app has of it is asked for when its page is opened; a call has its day tomorrow.
    for (const trigger of [true, false]) {
      const { heard } = trigger ? await live(name, "after") : await withoutTrigger(() => live(name, "after"));
      expect(heard).toEqual((["mother", "apart"] as const).flatMap((standing) => of(standing, jobRows[name]?.tells ?? [])).sort());
    }
  }, 120_000);

  it.each(telling.filter((name) => name !== "sign-in.sendLink"))("(control) %s reaches those whose rights did not end, by the same ways: silence above is the rule's doing", async (name) => {
    const { heard } = await live(name, "never");
    const ways = jobRows[name]?.tells ?? [];
    expect(heard).toEqual((["mother", "apart", "kept", "deleted", "unlinked"] as const).flatMap((standing) => of(standing, ways)).sort());
  }, 120_000);

  it("(control) people.applyImport: had the file's word been taken for the school's, those whom it names anew would hear", async () => {
    const { street } = await live("people.applyImport", "before");
    expect((await heardOfNext(street)).filter((each) => !/^(mother|apart) /.test(each))).toEqual([]);
    await street.db.guardianLink.updateMany({ where: { pupilId: street.pupil.id, removedAt: null }, data: { confirmedAt: street.now } });
    expect(await heardOfNext(street)).toEqual(expect.arrayContaining([...of("unconfirmed", ["email", "text"]), ...of("otherChild", ["email", "text"]), "stranger by email"]));
  }, 120_000);

  it("(control) languages.speakPages: a sentence about a child among those for everybody would be seen", async () => {
    const { street } = await live("languages.speakPages", "before");
    expect(await spokenSince(street)).toEqual(spokenRight);
    await street.db.speechAudio.updateMany({ where: { subjectId: { not: null } }, data: { subjectId: null } });
    expect(await spokenSince(street)).not.toEqual(spokenRight);
  }, 120_000);

  it.each(telling)("%s: the access rule alone keeps an order, when the database stops nothing by itself", async (name) => {
    const { heard } = await withoutTrigger(() => live(name, "before"));
    expect(heard.filter((each) => each.startsWith("kept"))).toEqual([]);
  }, 120_000);
});
