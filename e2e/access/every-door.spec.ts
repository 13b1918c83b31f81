import { randomUUID } from "node:crypto";

import { expect, origin, test } from "../fixtures";
import { allDoors, callerAs, type Door, type Family, harbourFamily, type Ids, invented, knock, mayAll, mayAny, query, questions, restrictedParent, seen, twoFamilies, withDraft } from "./doors";

const doors = allDoors();
const guarded = doors.filter((door) => door.access.some((rule) => rule.who !== "public"));
const staffDoors = guarded.filter((door) => door.access.some((rule) => rule.who === "staff"));
const nameOf = (door: Door) => `${door.method} ${door.path}`;

/** Staff of the demo, one for each role. */
const staff: Record<string, string> = { office: "office", head: "head", deputy_head: "hale", family_support: "okafor", safeguarding_lead: "doyle", teacher: "patel", authority_officer: "lewis" };

/** Pages that are for fewer than what they ask is. */
const narrower: Record<string, string[]> = {
  "/staff/reports/new": ["office", "head", "deputy_head"],
  // The conversation at which the attacks aim is with the office.
  // A teacher reads the visits that the teacher makes.
  "/staff/visits/[visitId]": ["office", "head", "deputy_head", "family_support", "safeguarding_lead"],
  "/staff/messages/[threadId]": ["office", "head", "deputy_head", "teacher"],
};

type Caller = Awaited<ReturnType<typeof callerAs>>;

/** Where two answers part, with what stands there in each. */
function firstDifference(a: string, b: string): string {
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return `${a.slice(Math.max(0, at - 60), at + 120)} BESIDE ${b.slice(Math.max(0, at - 60), at + 120)}`;
}

/** What one door tells this caller more of what is there than of what never was; the child's name is always too much. */
async function leakAt(caller: Caller, door: Door, target: Family): Promise<string | null> {
  const nothing = invented(target.ids);
  const [theirs, none] = [await seen(await knock(caller, door, target.ids), target.ids), await seen(await knock(caller, door, nothing), nothing)];
  if (theirs.includes(target.canary) || theirs.includes(target.canary.split(" ")[0] ?? "")) return `${nameOf(door)}: the child's name`;
  return theirs === none ? null : `${nameOf(door)}: ${firstDifference(theirs, none)}`;
}

/** Doors that leak. A page that arrives in other pieces on a busy machine differs once; what tells something apart differs every time. */
async function leaks(caller: Caller, through: Door[], target: Family): Promise<string[]> {
  const found: string[] = [];
  for (const door of through) {
    let leak = await leakAt(caller, door, target);
    for (let again = 0; again < 3 && leak && !leak.endsWith("the child's name"); again++) leak = await leakAt(caller, door, target);
    if (leak) found.push(leak);
  }
  return found;
}

let first: Family;
let second: Family;

test.beforeAll(async () => {
  [first, second] = await twoFamilies();
});

test("the walk finds the doors", () => {
  expect(guarded.length).toBeGreaterThan(30);
  expect(guarded.filter((door) => door.params.length > 0).map(nameOf)).toContain("GET /family/reports/[reportId]");
});

test("a visitor is sent to sign in, whatever is asked for", async () => {
  const visitor = await callerAs(null);
  expect(await leaks(visitor, guarded, first)).toEqual([]);
  for (const door of guarded) expect([302, 303, 307, 401, 404], nameOf(door)).toContain((await knock(visitor, door, first.ids)).status());
});

test("another family learns nothing at any door; the family itself does", async () => {
  const other = await callerAs(second.id);
  expect(await leaks(other, guarded.filter((door) => door.params.length > 0 || !door.access.some((rule) => rule.who === "family" || rule.who === "signed_in")), first)).toEqual([]);
  // The control: the walls stand because of who asks. The same doors open for the family, and show the child.
  const owner = await callerAs(first.id);
  for (const door of guarded.filter(({ method, params, access }) => method === "GET" && params.length > 0 && access.some((rule) => rule.who === "family"))) {
    expect((await knock(owner, door, first.ids)).status(), nameOf(door)).toBe(200);
  }
  expect(await leaks(owner, doors.filter(({ path }) => path === "/family/reports/[reportId]"), first)).not.toEqual([]);
});

test("a parent whom an order keeps away learns nothing of the child", async () => {
  const kept = await restrictedParent();
  expect(await leaks(await callerAs(kept.id), guarded.filter((door) => door.params.length > 0), kept)).toEqual([]);
});

for (const [role, id] of Object.entries(staff)) {
  test(`${role}: what the role may not ask is not there`, async () => {
    const caller = await callerAs(id);
    const target = withDraft(first);
    expect(await leaks(caller, staffDoors.filter((door) => !mayAny(door, role)), target)).toEqual([]);
    const open = staffDoors.filter((door) => door.method === "GET" && (mayAll(door, role) || door.path === "/staff/today") && (narrower[door.path]?.includes(role) ?? true));
    expect(open.length).toBeGreaterThan(0);
    // A teacher knows the classes taught and an officer no child: of others there is nothing. A visitor of an event is nobody's pupil.
    const ofOthers = role === "teacher" ? open.filter((door) => door.params.some((name) => !["roundId", "runId", "recordingId", "newsletterId", "blockId", "eventId", "sessionId", "voiceId"].includes(name)) || questions[door.path]?.includes("[pupilId]")) : [];
    expect(await leaks(caller, ofOthers, target)).toEqual([]);
    for (const door of open.filter((each) => !ofOthers.includes(each))) expect([200, 307], nameOf(door)).toContain((await knock(caller, door, target.ids)).status());
  });
}

test("another school has none of it, and what is removed is not there", async () => {
  const host = "harbour.localhost";
  const theirs = await harbourFamily();
  const office = await callerAs("harbour-office", host);
  expect(await leaks(office, staffDoors.filter((door) => door.params.length > 0), first)).toEqual([]);
  const child = doors.find(({ path }) => path === "/staff/people/[pupilId]") as Door;
  expect((await knock(office, child, theirs.ids)).status()).toBe(200);
  // Signed in there is not signed in here.
  const token = (await office.storageState()).cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const here = await callerAs(null);
  expect((await here.get("/en/staff/today", { headers: { cookie: token }, maxRedirects: 0 })).status()).toBe(307);

  const parent = await callerAs(theirs.id, host);
  const report = doors.find(({ path }) => path === "/family/reports/[reportId]") as Door;
  expect((await knock(parent, report, theirs.ids)).status()).toBe(200);
  for (const [table, id] of [["guardian_link", theirs.ids.linkId], ["pupil", theirs.ids.pupilId]] as const) {
    await query(`UPDATE ${table} SET removed_at = now() WHERE id = $1`, [id]);
    expect(await leaks(parent, guarded.filter((door) => door.params.length > 0), theirs), table).toEqual([]);
    await query(`UPDATE ${table} SET removed_at = NULL WHERE id = $1`, [id]);
    expect((await knock(parent, report, theirs.ids)).status()).toBe(200);
  }
});

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];

/** The forms of a page that hold one of these ids: what a browser without scripts would send. */
function formsOf(html: string, ids: Ids): Record<string, string>[] {
  return [...html.matchAll(/<form[^>]*>([\s\S]*?)<\/form>/g)]
    .map(([, inner = ""]) => Object.fromEntries([...inner.matchAll(/<(?:input|button|textarea|select)\b[^>]*>/g)].flatMap(([tag]) => {
      const name = attribute(tag, "name");
      return name ? [[name, attribute(tag, "value") ?? ""]] : [];
    })))
    .filter((fields: Record<string, string>) => Object.keys(fields).some((name) => name.startsWith("$ACTION")) && Object.values(fields).some((value) => Object.values(ids).includes(value)));
}

/** Everything that an action of theirs could have changed of the first family, as text. */
const stateOf = async (family: Family) => JSON.stringify(await query(`
  SELECT (SELECT json_agg(t) FROM report_receipt t WHERE t.report_id = $1) AS receipts, (SELECT to_json(t) FROM report t WHERE t.id = $1) AS report,
    (SELECT to_json(t) FROM guardian_link t WHERE t.id = $2) AS link, (SELECT json_agg(t) FROM restriction t WHERE t.link_id = $2) AS restrictions,
    (SELECT count(*) FROM task t WHERE t.subject_id = $1) AS tasks`, [family.ids.reportId, family.ids.linkId]));

test("every form of the family's and the staff's pages, sent by another family, changes nothing", async () => {
  const [owner, office, other] = [await callerAs(first.id), await callerAs("hale"), await callerAs(second.id)];
  const pages = [
    { by: owner, address: `/en/family/reports/${first.ids.reportId}` },
    { by: office, address: `/en/staff/people/links/${first.ids.linkId}` },
    { by: office, address: `/en/staff/reports/preview/${first.ids.reportId}` },
    { by: office, address: `/en/staff/reports/preview/${first.ids.reportId}/correct` },
  ];
  await owner.get(pages[0]?.address ?? ""); // opening it is written down: do that first
  const before = await stateOf(first);
  let sent = 0;
  for (const { by, address } of pages) {
    const forms = formsOf(await (await by.get(address)).text(), first.ids);
    expect(forms.length, address).toBeGreaterThan(0);
    for (const fields of forms) {
      const never = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Object.values(first.ids).includes(value) ? randomUUID() : value]));
      // To the page that the form stands on; a family's also to the like page of the sender's own.
      for (const to of [address, ...(by === owner ? [`/en/family/reports/${second.ids.reportId}`] : [])]) {
        const send = (multipart: Record<string, string>) => other.post(to, { multipart: { ...multipart, note: "x", reason: "x", document: "x" }, headers: { origin }, maxRedirects: 0 });
        const [theirs, none] = [await send(fields), await send(never)];
        expect([theirs.status(), theirs.headers().location?.replace(/[0-9a-f-]{36}/g, "ID")], `${address} to ${to}`)
          .toEqual([none.status(), none.headers().location?.replace(/[0-9a-f-]{36}/g, "ID")]);
        sent += 1;
      }
    }
  }
  expect(sent).toBeGreaterThanOrEqual(6);
  expect(await stateOf(first)).toBe(before);
  // The control: the family's own form, sent by the family, is carried out.
  const [own] = formsOf(await (await owner.get(pages[0]?.address ?? "")).text(), first.ids);
  expect((await owner.post(pages[0]?.address ?? "", { multipart: own ?? {}, headers: { origin }, maxRedirects: 0 })).status()).toBe(303);
  expect(await stateOf(first)).not.toBe(before);
});
