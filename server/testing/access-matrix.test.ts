import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";

import { dbFor, poolFor } from "@/server/lib/db/client";

import { resetDatabase } from "./database";
import { prepareEnvironment } from "./environment";
import { withOwner } from "./factories/owner";
import { all, ask, familyCallers, findLeaks, mayCall, typeOf, withoutIds } from "./matrix/ask";
import { fingerprint } from "./matrix/fingerprint";
import { inputs } from "./matrix/inputs";
import { type Caller, contextAs, contextsAs, makeWorld, nowhere, roles, type World } from "./matrix/world";

const callers: Caller[] = ["visitor", ...familyCallers, "staff without second factor", ...roles];
/** Codes with which the door itself refuses, before any record is looked for. */
const atTheDoor = ["sign_in_required", "second_factor_required", "not_found", "not_allowed"];

let here: World;
let elsewhere: World;

beforeAll(async () => {
  await prepareEnvironment({ KINGSGATE_DEMO: "0" });
  await resetDatabase();
  here = await makeWorld("HERE");
  elsewhere = await makeWorld("ELSEWHERE");
}, 60_000);

describe("the access matrix", () => {
  it("has a row for every procedure, and no row without one", () => {
    expect(all.map(({ name }) => name).filter((name) => !(name in inputs))).toEqual([]);
    expect(Object.keys(inputs).filter((name) => !all.some((procedure) => procedure.name === name))).toEqual([]);
  });

  it.each(callers)("%s is refused at the door wherever the access rule says so", async (caller) => {
    const ctx = await contextAs(here, caller);
    const before = await fingerprint(here.school.id);
    const wrong: string[] = [];
    for (const { name } of all.filter(({ name: each }) => !mayCall(caller, each))) {
      const answer = await ask(ctx, name, here.own.ids);
      if (answer.code === null || !atTheDoor.includes(answer.code)) wrong.push(`${name}: ${answer.text.slice(0, 120)}`);
    }
    expect(wrong).toEqual([]);
    expect(await fingerprint(here.school.id)).toBe(before);
  });

  it.each(callers)("%s gets for another school's record what a record that never was gives, and changes nothing there", async (caller) => {
    const before = await fingerprint(elsewhere.school.id);
    const wrong: string[] = [];
    const next = contextsAs(here, caller);
    for (const { name } of all.filter(({ name: each }) => mayCall(caller, each) && inputs[each]?.length)) {
      const missing = nowhere();
      const theirs = await ask(await next(typeOf(name)), name, elsewhere.own.ids);
      const nothing = await ask(await next(typeOf(name)), name, missing);
      if (withoutIds(theirs.text, elsewhere.own.ids) !== withoutIds(nothing.text, missing)) wrong.push(`${name}: ${theirs.text.slice(0, 120)} beside ${nothing.text.slice(0, 120)}`);
      if (theirs.text.includes("ELSEWHERE")) wrong.push(`${name}: canary of the other school`);
    }
    expect(wrong).toEqual([]);
    expect(await fingerprint(elsewhere.school.id)).toBe(before);
  }, 120_000);

  it.each(familyCallers)("a caller (%s) gets nothing of another family, nor of a child from whom something keeps them", async (caller) => {
    expect(await findLeaks(here, "HERE", caller)).toEqual([]);
  }, 120_000);

  it("lets each role do with its own records what its rule allows: the walls above are no empty rooms", async () => {
    const refused: string[] = [];
    const reads = all.filter(({ type, name }) => type === "query" && inputs[name]?.length);
    process.env.KINGSGATE_DEMO = "1"; // the demo's mailbox is there only in the demo
    for (const caller of ["family", ...roles] as Caller[]) {
      const next = contextsAs(here, caller);
      for (const { name } of reads.filter(({ name: each }) => mayCall(caller, each))) {
        // A member of staff is no parent of this child, and an officer of the authority knows no child.
        const isFamily = all.some((procedure) => procedure.name === name && procedure.access?.who === "family");
        if (caller === "authority_officer" || (isFamily && caller !== "family")) continue;
        // The conversation of this world is with the class teacher: other teams do not read it.
        if (/^messages\.(open|file|voice)$/.test(name) && !["family", "teacher", "head", "deputy_head"].includes(caller)) continue;
        // The newsletter of this world is for families: what is open to everybody has tests of its own.
        if (name.startsWith("newsletters.open.")) continue;
        const answer = await ask(await next("query"), name, here.own.ids);
        if (answer.code && atTheDoor.includes(answer.code)) refused.push(`${caller} ${name}: ${answer.code}`);
      }
    }
    process.env.KINGSGATE_DEMO = "0";
    expect(refused).toEqual([]);
  }, 120_000);
});

describe("with the application's checks off", () => {
  it("row-level security alone still hides every row of another school, in every table", async () => {
    const pool = poolFor(here.school.id);
    const { rows } = await pool.query<{ name: string }>(
      "SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'school_id' WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace",
    );
    const filled: string[] = [];
    for (const { name } of rows) {
      const there = await withOwner((owner) => owner.query<{ n: string }>(`SELECT count(*) AS n FROM "${name}" WHERE school_id = $1`, [elsewhere.school.id]));
      if (Number(there.rows[0]?.n) > 0) filled.push(name);
      const seen = await pool.query<{ n: string }>(`SELECT count(*) AS n FROM "${name}" WHERE school_id = $1`, [elsewhere.school.id]).catch(() => null);
      expect(seen === null ? 0 : Number(seen.rows[0]?.n), name).toBe(0);
      const changed = await pool.query(`UPDATE "${name}" SET school_id = school_id WHERE school_id = $1`, [elsewhere.school.id]).catch(() => ({ rowCount: 0 }));
      expect(changed.rowCount, name).toBe(0);
      const deleted = await pool.query(`DELETE FROM "${name}" WHERE school_id = $1`, [elsewhere.school.id]).catch(() => ({ rowCount: 0 }));
      expect(deleted.rowCount, name).toBe(0);
    }
    // The control: there was something to hide in most tables.
    expect(filled.length).toBeGreaterThan(15);
  });

  it("nothing can be written into another school either", async () => {
    const db = dbFor(here.school.id);
    await expect(db.pupil.create({ data: { schoolId: elsewhere.school.id, givenName: "x", familyName: "x", yearGroup: 1 } })).rejects.toThrow();
    await expect(db.auditEntry.createMany({ data: [{ schoolId: elsewhere.school.id, at: new Date(), action: "x", subjectType: "x" }] })).rejects.toThrow();
    expect((await db.pupil.create({ data: { schoolId: here.school.id, givenName: "x", familyName: "x", yearGroup: 1 } })).givenName).toBe("x");
  });

  it("the app's own login cannot become the owner, nor act for a school by itself", async () => {
    const { openAppRole } = (await import("@/scripts/app.mjs" as string)) as { openAppRole: (url: string, secret: string) => Promise<string | undefined> };
    const client = new pg.Client({ connectionString: await openAppRole(process.env.DATABASE_URL ?? "", "only-for-tests-only-for-tests-only-for-tests") });
    await client.connect();
    try {
      await expect(client.query("SET ROLE postgres")).rejects.toThrow();
      await expect(client.query("CREATE TABLE x ()")).rejects.toThrow();
      await expect(client.query("SELECT * FROM graphile_worker._private_jobs")).rejects.toThrow();
      expect((await client.query("SELECT * FROM pupil")).rowCount).toBe(0);
      await client.query("SELECT set_config('app.school_id', $1, false)", [here.school.id]);
      expect((await client.query("SELECT * FROM pupil")).rowCount).toBeGreaterThan(0);
    } finally {
      await client.end();
    }
  });
});
