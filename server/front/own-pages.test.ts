import pg from "pg";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { loadActor } from "@/server/features/people/queries";
import { correctReport } from "@/server/features/reports/correcting/commands";
import { publishRound } from "@/server/features/reports/publishing/commands";
import { acknowledgeReport, getFamilyReport } from "@/server/features/reports/reading/commands";
import { hashToken } from "@/server/lib/auth/tokens";
import { addDays } from "@/server/lib/clock";
import type { PersonCtx } from "@/server/lib/context";
import { dbFor, poolFor } from "@/server/lib/db/client";
import { contextOf, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase, workerDatabase } from "@/server/testing/database";
import { answerHtml, openDoor, type OpenDoor } from "@/server/testing/door";
import { prepareEnvironment } from "@/server/testing/environment";
import { withOwner } from "@/server/testing/factories/owner";
import { linkGuardian, makeAdult, makeRestriction, makeSchool, makeSession } from "@/server/testing/factories/people";
import { makeWrittenClass } from "@/server/testing/factories/reports";

import { type Ask, OwnPages } from "./own-pages";
import { Gate } from "./shed";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

const HOUR = 3_600_000;

let door: OpenDoor | undefined;
afterEach(() => door?.close());

/** Tables whose rows no kept page shows, or that are asked each time (session) or answered for by a trigger of their own (report_receipt). */
const UNWATCHED = [
  "audit_entry", "audit_head", "calendar_choice", "calendar_feed", "calendar_feed_entry", "celebration", "celebration_answer", "celebration_clip", "celebration_clip_child", "celebration_pupil", "contact_pace", "delivery", "event_booking", "event_voice", "guest", "import_chunk", "import_problem", "import_row", "mail_body", "meeting", "meeting_ask", "meeting_board", "meeting_hour", "meeting_interpreter", "meeting_interpreter_hour", "meeting_kept_apart", "meeting_promise", "meeting_room", "meeting_round", "meeting_session", "meeting_setting", "meeting_wish", "message", "newsletter_picture_child", "own_hours", "photo_consent", "post", "post_file", "print_run", "push_subscription", "rate_limit", "recovery_code",
  "report_receipt", "reward_photo", "reward_photo_child", "school_change", "school_date", "second_factor", "session", "sign_in_token", "sink_mail", "staff_away", "success", "success_reply", "task", "thread", "thread_look", "translation_call", "visit", "visit_alarm", "visit_hour", "visit_slot",
];

/** A published report with two readers, and a door in front of a page that says what stands in it. */
async function house(options: { ask?: (own: Ask) => Ask } = {}) {
  const school = await makeSchool();
  const made = await makeWrittenClass(school, 2, { state: "checked" });
  const [first, second] = made.children;
  if (!first || !second) throw new Error("two children");
  const father = await makeAdult(school);
  const fatherLink = await linkGuardian(school, father.id, first.pupil.id);
  const head = await makeAdult(school, { posts: ["head"] });
  const staff = await staffContext(school, head.id);
  await publishRound(staff, { roundId: made.round.id });
  let now = TEST_NOW;
  const db = dbFor(school.id);
  const own: Ask = (schoolId, sql, values) => poolFor(schoolId).query(sql, values);
  const ownPages = new OwnPages({ ask: options.ask?.(own) ?? own, now: () => now });
  const contextOfCookie = async (cookie: string): Promise<PersonCtx> => {
    const actor = await loadActor(db, hashToken(cookie.split("=")[1] ?? ""), now);
    return contextOf(school, actor, { now }) as PersonCtx;
  };
  door = await openDoor(async (req, res) => {
    const ctx = await contextOfCookie(req.headers.cookie ?? "");
    try {
      if (ctx.actor.kind !== "person") throw new Error("nobody");
      const { parts, receipt, edition } = await getFamilyReport(ctx, { reportId: req.url?.split("/").at(-1) ?? "" });
      const words = parts?.well.map(({ text }) => text).join(" ") ?? "";
      answerHtml(res, `<!DOCTYPE html><html><body><p>${words} edition ${edition} ${receipt.acknowledgedAt ? "read" : "new"} ${words.repeat(8)}</p></body></html>`);
    } catch {
      answerHtml(res, "<!DOCTYPE html><html><body><p>not there</p></body></html>", 404);
    }
  }, { ownPages, readers: new Gate({ active: 64, waiting: 64, waitMs: 20_000 }), schools: { idOf: () => school.id, isKnownHost: () => false } });
  const opened = door;
  const signIn = async (adultId: string) => `kingsgate=${await makeSession(db, school, adultId, { expiresAt: addDays(now, 30) })}`;
  const read = async (cookie: string, reportId = first.report.id, path = "/en/family/reports/") => {
    const made = opened.seen.length;
    const { status, body, headers } = await opened.ask(path + reportId, { headers: { cookie } });
    return { status, text: body.toString(), fromMemory: opened.seen.length === made, headers };
  };
  const looks = () => db.auditEntry.count({ where: { action: "reports.read" } });
  return { school, db, staff, made, first, second, father, fatherLink, ownPages, signIn, read, looks, contextOfCookie, later: (ms: number) => (now = new Date(now.getTime() + ms)), at: () => now };
}

describe("a page that is kept", () => {
  it("is given again to the same session, and every time the look is written down", async () => {
    const { first, signIn, read, looks, db, school } = await house();
    const cookie = await signIn(first.mother.id);
    const one = await read(cookie);
    expect(one).toMatchObject({ status: 200, fromMemory: false });
    for (let time = 0; time < 3; time++) {
      const again = await read(cookie);
      expect(again).toMatchObject({ status: 200, fromMemory: true, text: one.text });
      expect(again.headers).toMatchObject({ "cache-control": "private, no-store", "content-security-policy": one.headers["content-security-policy"], vary: one.headers.vary });
    }
    expect(await looks()).toBe(4);
    const lines = await db.auditEntry.findMany({ where: { action: "reports.read" }, orderBy: { seq: "asc" } });
    expect(new Set(lines.map(({ actorId, subjectId, pupilId, rule, detail }) => JSON.stringify({ actorId, subjectId, pupilId, rule, detail }))).size).toBe(1);
    const [chain] = await db.$queryRaw<{ fault: bigint | null }[]>`SELECT audit_first_fault(${school.id}::uuid) AS fault`;
    expect(chain?.fault).toBeNull();
  });

  it("answers many at once, each with a line of its own", async () => {
    const { first, signIn, read, looks } = await house();
    const cookie = await signIn(first.mother.id);
    await read(cookie);
    const answers = await Promise.all(Array.from({ length: 40 }, () => read(cookie)));
    expect(new Set(answers.map(({ status, text }) => `${status}${text}`)).size).toBe(1);
    expect(await looks()).toBe(41);
  });

  it("belongs to one session: another one of the same adult, and another adult, get their own", async () => {
    const { first, father, signIn, read } = await house();
    await read(await signIn(first.mother.id));
    expect((await read(await signIn(first.mother.id))).fromMemory).toBe(false);
    expect((await read(await signIn(father.id))).fromMemory).toBe(false);
    expect((await read("kingsgate=nobody")).status).toBe(404);
  });

  it("is not kept for other addresses, after a form's note, or when nothing was there", async () => {
    const { first, second, signIn, read } = await house();
    const cookie = await signIn(first.mother.id);
    for (const path of ["/en/family/", "/en/family/reports/easy/"]) for (let time = 0; time < 2; time++) expect((await read(cookie, first.report.id, path)).fromMemory).toBe(false);
    for (let time = 0; time < 2; time++) expect(await read(cookie, second.report.id)).toMatchObject({ status: 404, fromMemory: false });
    await read(cookie);
    expect((await read(`${cookie}; kingsgate-note=x`)).fromMemory).toBe(false);
    expect((await read(cookie)).fromMemory).toBe(true);
  });
});

describe("a page in memory is not given", () => {
  it("when the session has ended", async () => {
    const { first, signIn, read, db } = await house();
    const cookie = await signIn(first.mother.id);
    await read(cookie);
    expect((await read(cookie)).fromMemory).toBe(true);
    await db.session.deleteMany({ where: { adultId: first.mother.id } });
    expect(await read(cookie)).toMatchObject({ status: 404, fromMemory: false });
  });

  it("when an order comes, in the moment in which it is entered", async () => {
    const { school, father, fatherLink, signIn, read } = await house();
    const cookie = await signIn(father.id);
    await read(cookie);
    expect((await read(cookie)).fromMemory).toBe(true);
    // The order itself, without the end of the sessions that comes with it: the stamp alone must do.
    await makeRestriction(school, fatherLink.id, ["reports"]);
    expect(await read(cookie)).toMatchObject({ status: 404, fromMemory: false });
  });

  it("when the day of an order has come", async () => {
    const { school, father, fatherLink, signIn, read, later } = await house();
    await makeRestriction(school, fatherLink.id, ["reports"], { startsOn: new Date("2026-11-24") });
    later(14 * HOUR + 55 * 60_000);
    const cookie = await signIn(father.id);
    await read(cookie);
    expect((await read(cookie)).fromMemory).toBe(true);
    later(5 * 60_000);
    expect((await read(cookie)).fromMemory).toBe(false);
  });

  it("when the reader has answered; somebody else's answer changes nothing", async () => {
    const { first, father, signIn, read, contextOfCookie } = await house();
    const [hers, his] = [await signIn(first.mother.id), await signIn(father.id)];
    await read(hers);
    await read(his);
    await acknowledgeReport(await contextOfCookie(hers), { reportId: first.report.id });
    expect(await read(his)).toMatchObject({ fromMemory: true });
    const now = await read(hers);
    expect(now.fromMemory).toBe(false);
    expect(now.text).toContain(" read ");
  });

  it("when the school corrects the report, whoever else has written meanwhile", async () => {
    const { first, staff, signIn, read } = await house();
    const cookie = await signIn(first.mother.id);
    await read(cookie);
    await correctReport(staff, { reportId: first.report.id, edition: 1, note: "We counted a day twice.", entries: [], attendance: null });
    const now = await read(cookie);
    expect(now).toMatchObject({ fromMemory: false });
    expect(now.text).toContain("edition 2");
  });

  it("when a long transaction, begun before, commits after a short one", async () => {
    const { first, signIn, read, school } = await house();
    const cookie = await signIn(first.mother.id);
    const slow = new pg.Client({ connectionString: (await workerDatabase()).url, options: `-c role=kingsgate_app -c app.school_id=${school.id}` });
    await slow.connect();
    try {
      await slow.query("BEGIN");
      await slow.query("UPDATE pupil SET given_name = 'Slow' WHERE id = $1", [first.pupil.id]);
      await dbFor(school.id).adult.updateMany({ data: { readingLanguage: "pl" } });
      await read(cookie);
      expect((await read(cookie)).fromMemory).toBe(true);
      await slow.query("COMMIT");
      expect((await read(cookie)).fromMemory).toBe(false);
    } finally {
      await slow.end();
    }
  });

  it("when it has grown old, or the database does not answer", async () => {
    let broken = false;
    const { first, signIn, read, later } = await house({ ask: (own) => (...args) => (broken ? Promise.reject(new Error("away")) : own(...args)) });
    const cookie = await signIn(first.mother.id);
    await read(cookie);
    broken = true;
    expect((await read(cookie)).fromMemory).toBe(false);
    broken = false;
    expect((await read(cookie)).fromMemory).toBe(true);
    later(601_000);
    expect((await read(cookie)).fromMemory).toBe(false);
  });

  it("(control) is given in spite of an order when the stamp is not asked for", async () => {
    const { school, father, fatherLink, signIn, read } = await house({ ask: (own) => (schoolId, sql, values) => own(schoolId, sql.replace("change_stamp(s.school_id, s.adult_id)", "'same'"), values) });
    const cookie = await signIn(father.id);
    await read(cookie);
    await makeRestriction(school, fatherLink.id, ["reports"]);
    expect(await read(cookie)).toMatchObject({ status: 200, fromMemory: true });
  });
});

describe("the list of changes", () => {
  it("watches every table of a school but those whose rows no kept page shows", async () => {
    const rows = await withOwner((client) => client.query<{ name: string; watched: boolean }>(`
      SELECT c.table_name AS name, EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.table_name::regclass AND t.tgname = 'note_change') AS watched
      FROM information_schema.columns c JOIN information_schema.tables x USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND c.column_name = 'school_id' AND x.table_type = 'BASE TABLE' ORDER BY 1`));
    expect(rows.rows.filter(({ watched }) => !watched).map(({ name }) => name)).toEqual(UNWATCHED);
  });

  it("is written by the database alone, one row a transaction, and forgets after an hour", async () => {
    const { db, school } = await house();
    await expect(db.schoolChange.create({ data: { schoolId: school.id, adultId: school.id, xid: 1n } })).rejects.toThrow();
    const before = await db.schoolChange.count();
    await db.$transaction(async (tx) => {
      await tx.pupil.updateMany({ data: { yearGroup: 3 } });
      await tx.pupil.updateMany({ data: { yearGroup: 4 } });
      await tx.adult.updateMany({ data: { readingLanguage: "ur" } });
    });
    expect(await db.schoolChange.count()).toBe(before + 1);
    await withOwner((client) => client.query("UPDATE school_change SET at = now() - interval '2 hours'"));
    await db.$queryRaw`SELECT forget_changes()::text`;
    expect(await db.schoolChange.count()).toBe(0);
  });
});
