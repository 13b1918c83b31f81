import fc from "fast-check";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { restrictAccess } from "@/server/features/people/access/commands";
import { addMinutes } from "@/server/lib/clock";
import type { PersonCtx, SchoolFacts, StaffCtx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { closeSolver, solveProgram } from "@/server/lib/solver/thread";
import { contextFor, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { EVENING, makeInterpreter, makeMeetingRound } from "@/server/testing/factories/meetings";
import { linkGuardian, makeAdult, makeClass, makePupil, makeSchool } from "@/server/testing/factories/people";

import { askToMeet, bookMeeting, cancelOwn, moveMeeting } from "../booking/commands";
import { listOpenTimes, listOwnMeetings } from "../booking/queries";
import { makePlan } from "../jobs";
import { closeRound, cutHours } from "../rounds/commands";
import type { Mode } from "../schema";
import { missInterpreter } from "./commands";
import { getPlan } from "./queries";
import type { Solve } from "./rules.solve";

beforeAll(() => prepareEnvironment());
afterAll(closeSolver);

let school: SchoolFacts;
let office: StaffCtx;
let teachers: string[];
let classes: string[];
let roundId: string;
let sessionIds: string[];

async function makeRound(hours = 1): Promise<void> {
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  teachers = [(await makeAdult(school, { posts: ["teacher"] })).id, (await makeAdult(school, { posts: ["teacher"] })).id];
  classes = [(await makeClass(school, { teacherIds: [teachers[0] ?? ""] })).id, (await makeClass(school, { teacherIds: [teachers[1] ?? ""] })).id];
  ({ roundId, sessionIds } = await makeMeetingRound(school, office.actor.adultId, { teacherIds: teachers, hours }));
}
beforeEach(() => makeRound());

interface Family {
  ctx: PersonCtx;
  wishes: { pupilId: string; teacherId: string }[];
  links: string[];
}

/** A family with a child in each class. */
async function makeFamily(more: Parameters<typeof makeAdult>[1] = {}): Promise<Family> {
  const adult = await makeAdult(school, more);
  const children = [await makePupil(school, { classGroupId: classes[0] }), await makePupil(school, { classGroupId: classes[1] })];
  const links = [];
  for (const { id } of children) links.push((await linkGuardian(school, adult.id, id)).id);
  return { ctx: await contextFor(school, adult.id), wishes: children.map(({ id }, nth) => ({ pupilId: id, teacherId: teachers[nth] ?? "" })), links };
}

const ask = ({ ctx, wishes }: Family, said: { suits?: ("early" | "evening")[]; mode?: Mode; only?: 0 | 1 } = {}) =>
  askToMeet(ctx, { roundId, suits: said.suits ?? [], keeps: [], mode: said.mode ?? "in_person", wishes: said.only === undefined ? wishes : [wishes[said.only] as Family["wishes"][number]] });

/** A family that has asked. */
async function asking(more: Parameters<typeof makeAdult>[1] = {}): Promise<Family> {
  const family = await makeFamily(more);
  await ask(family);
  return family;
}

/** Plans the round; `work` is done while the real solver thinks: the planner has read the round and has written nothing. */
async function planMeanwhile(work: () => Promise<unknown>, milliseconds = 300) {
  let done = false;
  const solve: Solve = async (program, seconds) => {
    if (!done) {
      done = true;
      await work();
    }
    return solveProgram(program, seconds);
  };
  const written = await makePlan({ db: dbFor(school.id), school, now: TEST_NOW }, roundId, milliseconds, solve);
  expect(done).toBe(true);
  return written;
}
const plan = () => makePlan({ db: dbFor(school.id), school, now: TEST_NOW }, roundId, 300);
const booked = async ({ ctx }: Family) => (await listOwnMeetings(ctx)).filter(({ state }) => state === "booked");
const planning = async () => (await office.db.meetingRound.findUniqueOrThrow({ where: { id: roundId } })).planning;

describe("while the planner thinks", () => {
  it("a wish that is taken back is left out, one that changes is planned as it is then, and one that came new has its place", async () => {
    const [fewer, otherwise, never, stays] = [await asking(), await asking(), await asking(), await asking()];
    const late = await makeFamily();
    const written = await planMeanwhile(async () => {
      await ask(fewer, { only: 0 });
      await ask(otherwise, { mode: "phone" });
      await ask(never, { suits: ["early"] });
      await ask(late, { only: 1 });
    });
    expect(await planning()).toBe("done");
    expect((await booked(fewer)).map(({ pupilId }) => pupilId)).toEqual([fewer.wishes[0]?.pupilId]);
    expect((await booked(otherwise)).map(({ mode }) => mode)).toEqual(["phone", "phone"]);
    expect(await booked(never)).toEqual([]);
    expect((await booked(stays)).length).toBe(2);
    expect((await booked(late)).map(({ pupilId }) => pupilId)).toEqual([late.wishes[1]?.pupilId]);
    expect((await getPlan(office, { roundId })).unplaced.map(({ reason }) => reason)).toEqual(["no_common_time", "no_common_time"]);
    expect(written).toEqual({ placed: 6, unplaced: 2, changed: 5 });
  });

  it("what a family calls off stays off, in the next plan too, and what it moves stays where it moved it", async () => {
    const [off, moves] = [await asking(), await asking()];
    await plan();
    const [first, second] = [(await booked(off))[0], (await booked(moves))[0]];
    const wish = moves.wishes.find(({ pupilId }) => pupilId === second?.pupilId) as Family["wishes"][number];
    const target = (await listOpenTimes(moves.ctx, { roundId, ...wish })).times.at(-1)?.startsAt as Date;
    await planMeanwhile(async () => {
      await cancelOwn(off.ctx, { meetingId: first?.id ?? "" });
      await moveMeeting(moves.ctx, { meetingId: second?.id ?? "", startsAt: target.toISOString(), mode: "phone" });
    });
    const holds = async () => {
      expect((await booked(off)).map(({ pupilId }) => pupilId)).toEqual(off.wishes.map(({ pupilId }) => pupilId).filter((id) => id !== first?.pupilId));
      expect((await booked(moves)).find(({ id }) => id === second?.id)).toMatchObject({ startsAt: target, mode: "phone" });
    };
    await holds();
    await plan();
    await holds();
  });

  it("an order of a court keeps its adult out of the plan", async () => {
    const [kept, other] = [await asking(), await asking()];
    await planMeanwhile(() => restrictAccess(office, { linkId: kept.links[0] ?? "", kind: "prohibited_steps_order", scopes: ["meetings"], document: "Order of 23 November" }));
    expect((await booked(kept)).length).toBe(1);
    expect(await office.db.meeting.count({ where: { adultId: kept.ctx.actor.adultId, pupilId: kept.wishes[0]?.pupilId } })).toBe(0);
    expect((await booked(other)).length).toBe(2);
  });

  it("nobody is put into hours that were cut, or beside an interpreter who does not come", async () => {
    const { hourId } = await makeInterpreter(school, roundId, ["ur"], 1);
    const [plain, speaks] = [await asking(), await asking({ needsInterpreter: true, spokenLanguages: ["ur"] })];
    await planMeanwhile(async () => {
      await cutHours(office, { sessionId: sessionIds[0] ?? "", endsAt: null });
      await missInterpreter(office, { hourId });
    });
    expect((await booked(plain)).map(({ teacherId }) => teacherId)).toEqual([teachers[1]]);
    expect(await booked(speaks)).toEqual([]);
    expect((await getPlan(office, { roundId })).unplaced.map(({ reason }) => reason).sort()).toEqual(["no_hours", "no_hours", "no_interpreter"]);
  });

  it("a round that is closed is not planned any more", async () => {
    const family = await asking();
    expect(await planMeanwhile(() => closeRound(office, { roundId }))).toBeNull();
    expect(await booked(family)).toEqual([]);
  });

  it("whatever families do in the same moments, nothing fails, and the next plan has a place or a reason for every wish", async () => {
    const deed = fc.record({ family: fc.nat(5), what: fc.constantFrom("ask", "ask", "fewer", "otherwise", "book", "cancel"), slot: fc.nat(11), wait: fc.nat(12) });
    await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 30, maxLength: 45 }), async (deeds) => {
      await makeRound(2);
      const families: Family[] = [];
      for (let nth = 0; nth < 6; nth += 1) families.push(await asking());
      let over = false;
      const planned = plan().finally(() => (over = true));
      let during = 0;
      const act = async ({ family: nth, what, slot }: (typeof deeds)[number]) => {
        const family = families[nth] as Family;
        const wish = family.wishes[slot % 2] as Family["wishes"][number];
        if (what === "ask") return ask(family);
        if (what === "fewer") return ask(family, { only: (slot % 2) as 0 | 1 });
        if (what === "otherwise") return ask(family, { mode: "phone", suits: slot < 3 ? ["early"] : [] });
        if (what === "book") return bookMeeting(family.ctx, { key: uuid(), roundId, ...wish, startsAt: addMinutes(EVENING, slot * 10).toISOString(), mode: "phone" });
        const meeting = (await booked(family))[0];
        return meeting && cancelOwn(family.ctx, { meetingId: meeting.id });
      };
      // One line of deeds for each family, over and over, until the plan is written.
      await Promise.all(families.map(async (_, nth) => {
        const own = deeds.filter(({ family }) => family === nth);
        while (!over && own.length > 0) {
          for (const each of own) {
            await new Promise((resolve) => setTimeout(resolve, each.wait));
            // A refusal is an answer: somebody was quicker. Anything else is not.
            await Promise.resolve(act(each)).catch((error: unknown) => {
              if (!(error instanceof AppError) || error.code === "unexpected") throw error;
            });
            during += 1;
          }
        }
      }));
      expect(await planned).not.toBeNull();
      expect(during).toBeGreaterThan(30);
      expect(await planning()).toBe("done");
      await plan();
      const wishes = await office.db.meetingWish.findMany({ include: { ask: true } });
      for (const { pupilId, teacherId, reason, ask: { adultId, mode } } of wishes) {
        const meeting = await office.db.meeting.findFirst({ where: { pupilId, teacherId, adultId, state: "booked" } });
        expect(Boolean(meeting) || reason !== null).toBe(true);
        if (meeting && !meeting.pinned) expect(meeting.mode).toBe(mode);
      }
    }), { numRuns: 4, seed: 53 });
  }, 120_000);
});
