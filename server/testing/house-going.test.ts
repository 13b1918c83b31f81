import { beforeAll, describe, expect, it } from "vitest";

import type { MessageKind } from "@/server/features/delivery/rules";
import { writeToFamily } from "@/server/features/messages/commands";
import type { Db } from "@/server/lib/db/client";

import { resetDatabase } from "./database";
import { prepareEnvironment } from "./environment";
import { going, makeUrduSchool, type UrduSchool, type Way } from "./matrix/going";

beforeAll(() => prepareEnvironment());
beforeAll(resetDatabase);

const sent = (db: Db, kind: string) => db.message.count({ where: { kind, language: "ur" } });

/** Raises a text to one about health; `approved`: a person approved all of it in Urdu. */
async function raise({ db, school }: UrduSchool, textId: string, approved: boolean): Promise<void> {
  await db.text.update({ where: { id: textId }, data: { stakes: "health" } });
  if (!approved) return;
  const segments = await db.segment.findMany({ where: { textId } });
  await db.translation.createMany({ data: segments.map(({ id, hash }) => ({ schoolId: school.id, segmentId: id, language: "ur", body: "اردو میں۔", sourceHash: hash, origin: "person", status: "approved" })) });
}

/**
 * What becomes of a message when one of its texts is about health and nobody checked it, or, without `nth`, all of them are and somebody did: whether it
 * went, whether whoever sent it was refused, whether staff have a task.
 */
async function outcome(kind: MessageKind, way: Way, nth?: number) {
  const world = await makeUrduSchool();
  const { texts, send } = await way.make(world);
  const before = await sent(world.db, kind);
  for (const textId of nth === undefined ? texts : texts.slice(nth, nth + 1)) await raise(world, textId, nth === undefined);
  const refused = await send().then(() => null, (error: { fields?: unknown }) => error.fields ?? error);
  const task = await world.db.task.count({ where: { kind: "follow_up", OR: [{ uniqueKey: { startsWith: "text-stopped:" }, subjectId: { in: texts.slice(nth ?? 0, (nth ?? 0) + 1) } }, { uniqueKey: { startsWith: "newsletter-stopped:" } }] } });
  return { went: (await sent(world.db, kind)) > before, refused, told: task > 0, texts: texts.length };
}

const ways = (Object.entries(going) as [MessageKind, Way[] | string][]).flatMap(([kind, each]) => (typeof each === "string" ? [] : each.map((way, nth) => ({ kind, way, name: `${kind}, way ${nth + 1}` }))));

describe("every kind of message with words of the school behind it", () => {
  it.each(ways)("$name: goes only when each of them is checked for its reader", async ({ kind, way }) => {
    // Control: the same texts, approved.
    const control = await outcome(kind, way);
    expect(control).toMatchObject({ went: true, refused: null, told: false });
    expect(control.texts).toBeGreaterThan(0);
    const held = way.leavesOut ? { refused: null, told: true } : { refused: { translation: "unchecked", languages: "ur" }, told: false };
    for (let nth = 0; nth < control.texts; nth += 1) expect(await outcome(kind, way, nth)).toMatchObject({ went: false, ...held });
  }, 90_000);

  it("names no kind as wordless that has words, and no way twice", () => {
    expect(ways.length).toBeGreaterThan(25);
    expect(Object.values(going).filter((each) => typeof each !== "string" && each.length === 0)).toEqual([]);
  });
});

describe("what is written and sent in the same moment", () => {
  it("goes to nobody who reads another language while it is about health, and goes as an everyday text", async () => {
    const world = await makeUrduSchool();
    const write = (stakes: "health" | "ordinary") => writeToFamily(world.teacher, { key: crypto.randomUUID(), pupilId: world.pupilId, team: "class_teacher", words: "She has to rest.", stakes, adultIds: [world.mother.actor.adultId], files: [] });
    await expect(write("health")).rejects.toMatchObject({ code: "conflict", fields: { translation: "unchecked", languages: "ur" } });
    expect([await world.db.message.count(), await world.db.post.count()]).toEqual([0, 0]);
    expect((await write("ordinary")).told).toBe(1);
  });
});
