import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addDate, addList } from "@/server/features/calendar/dates/commands";
import type { StaffCtx } from "@/server/lib/context";
import { staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";

import type { AddList } from "../schema";
import { showList } from "./queries";

beforeAll(() => prepareEnvironment());

let office: StaffCtx;
beforeEach(async () => {
  await resetDatabase();
  const school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
});

const show = (text: string) => showList(office, { file: new TextEncoder().encode(text) });
const kept = async () => (await office.db.schoolDate.findMany({ orderBy: { startsOn: "asc" } })).map(({ kind, startsOn }) => `${kind} ${startsOn.toISOString().slice(0, 10)}`);
const add = (dates: Partial<AddList["dates"][number]>[], key = uuid()) => addList(office, { key, dates: dates.map((date, nth) => ({ line: nth + 2, kind: "own", startsOn: "2027-06-24", endsOn: date.startsOn ?? "2027-06-24", title: "Sports day", yearGroups: [], ...date })) });

describe("a published list", () => {
  it("is looked at without anything being kept; what the calendar has is known, and a term over another is a fault of its line", async () => {
    await addDate(office, { key: uuid(), kind: "term", startsOn: "2026-09-01", endsOn: "2026-12-18", title: "", yearGroups: [] });
    const list = await show("name,start,end\nAutumn term,2026-09-01,2026-12-18\nSpring term,2027-01-05,2027-03-25\nTrip,2027-02-01,\n");
    expect(list.rows.map(({ kind, known }) => [kind, known])).toEqual([["term", true], ["term", false], ["own", false]]);
    expect(list.faults).toEqual([]);
    expect((await show("name,start,end\nAutumn term,2026-09-02,2026-12-18\n")).faults).toEqual([{ line: 2, fault: "overlap" }]);
    expect(await kept()).toEqual(["term 2026-09-01"]);
  });

  it("is kept whole or not at all, with the line of what is wrong", async () => {
    const good = { kind: "term" as const, startsOn: "2027-01-05", endsOn: "2027-03-25", title: "" };
    await expect(add([good, { startsOn: "2027-06-24", endsOn: "2027-06-23" }])).rejects.toMatchObject({ code: "invalid_input", fields: { dates: "3:order" } });
    await expect(add([good, { title: "" }])).rejects.toMatchObject({ fields: { dates: "3:needed" } });
    await expect(add([{ title: "Trip" }, good, { ...good, startsOn: "2027-03-01", endsOn: "2027-04-01" }])).rejects.toMatchObject({ code: "conflict", fields: { dates: expect.stringMatching(/^[34]:overlap$/) } });
    expect(await kept()).toEqual([]);
    // The control: without the wrong line all of it is kept.
    expect(await add([good, {}])).toEqual({ added: 2 });
    expect(await kept()).toEqual(["term 2027-01-05", "own 2027-06-24"]);
  });

  it("adds nothing twice: not by the same key, and not what is there already", async () => {
    const key = uuid();
    expect(await add([{}, { startsOn: "2027-06-25" }], key)).toEqual({ added: 2 });
    expect(await add([{}, { startsOn: "2027-06-25" }], key)).toEqual({ added: 0 });
    expect(await add([{}, { startsOn: "2027-06-28" }])).toEqual({ added: 1 });
    expect(await kept()).toEqual(["own 2027-06-24", "own 2027-06-25", "own 2027-06-28"]);
  });
});
