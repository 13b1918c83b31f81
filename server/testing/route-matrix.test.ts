import path from "node:path";
import { pathToFileURL } from "node:url";

import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { placeKey } from "@/server/features/events/booking/queries";
import { restrictAccess } from "@/server/features/people/access/commands";
import type { Ctx } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { CALLBACKS } from "@/server/lib/notify/callback";
import { appRouter, createCaller } from "@/server/root";

import { contextFor, contextOf, staffContext } from "./context";
import { resetDatabase } from "./database";
import { prepareEnvironment } from "./environment";
import { makeTone } from "./factories/speech";
import { makeAdult } from "./factories/people";
import { type Door, placeNames, routes } from "./matrix/doors";
import { fingerprint } from "./matrix/fingerprint";
import type { Ids } from "./matrix/inputs";
import { type Call, type Sender, sentTo, TOKENS, webhookRows } from "./matrix/webhooks";
import { makeWorld, nowhere, type World } from "./matrix/world";
import { procedures } from "./procedures";
import { ROOT } from "./tree";

/** Who asks: what a session's cookie says in the app. The handlers, the procedures behind them and everything that they draw are the real ones. */
const asking = vi.hoisted(() => ({ ctx: null as unknown, rule: true }));
vi.mock("@/app/_trpc/server", () => ({ getApi: async (locale: string) => createCaller({ ...(asking.ctx as Ctx), locale }), getContext: async (locale: string) => ({ ...(asking.ctx as Ctx), locale }) }));
vi.mock("@/app/_trpc/flash", async (load) => ({ ...(await load<typeof import("@/app/_trpc/flash")>()), leaveFlash: async () => undefined }));
vi.mock("@/server/features/people/policy", async (load) => {
  const real = await load<typeof import("@/server/features/people/policy")>();
  return {
    ...real,
    linkAllows: (...args: Parameters<typeof real.linkAllows>) => (asking.rule ? real.linkAllows(...args) : {}),
    familyVisible: (...args: Parameters<typeof real.familyVisible>) => (asking.rule ? real.familyVisible(...args) : {}),
    decideAccess: (...args: Parameters<typeof real.decideAccess>) => (asking.rule || !args[0] ? real.decideAccess(...args) : { allowed: true, rule: "parental_responsibility" }),
  };
});

const rules = new Map(procedures(appRouter).map(({ name, access }) => [name, access]));
const nameOf = ({ method, path: place }: Door) => `${method} ${place}`;
const all = routes();
const byName = new Map(all.map((door) => [nameOf(door), door]));
const isPublic = (door: Door) => door.procedures.every((name) => rules.get(name)?.who === "public");

/** Files, feeds and sounds of records: what stands in an address, a family or the staff may open, and nobody else. */
const feeds = all.filter((door) => door.method === "GET" && door.params.some((name) => !(name in placeNames)) && !isPublic(door));
const ofFamilies = feeds.filter((door) => door.procedures.some((name) => ["family", "signed_in"].includes(rules.get(name)?.who ?? "")));
/** What has no id in its address and is made for whoever asks. */
const own = all.filter((door) => door.method === "GET" && door.procedures.some((name) => rules.get(name)?.who === "family") && !ofFamilies.includes(door));
/** Forms of visitors, who have no session: the key in the address is what opens a place. Each has a test below. */
const visitorForms = ["POST /api/events/said/[key]"];
const webhooks = all.filter((door) => !visitorForms.includes(nameOf(door)) && door.method !== "GET" && door.procedures.length > 0 && isPublic(door) && !door.path.startsWith("/api/demo/"));

/** What is everybody's, on purpose: nothing of any family is in it. A new one is named here by whoever makes it. */
const everybodys = [
  "GET /api/calendar/open", "GET /api/demo/people", "GET /api/events/[eventId]/calendar", "GET /api/events/[eventId]/card", "GET /api/events/[eventId]/print", "GET /api/events/calendar", "GET /api/events/said/[key]", "GET /api/health", "GET /api/listen/[id]",
  "GET /api/listen/events/[eventId]/[part]", "GET /api/listen/forms/[eventId]/[part]", "GET /api/listen/lists/dates/[part]", "GET /api/listen/lists/events/[part]", "GET /api/listen/lists/news/[part]", "GET /api/listen/page/[page]/[block]", "GET /api/listen/places/[key]/[part]", "GET /api/newsletters/pictures/[blockId]", "GET /api/pictures/[idea]", "GET /api/trpc/[trpc]", "POST /api/demo/sign-in", "POST /api/trpc/[trpc]",
];
/** Forms, and lists of the staff without an id in their address: behind each stand procedures that the access matrix asks as everybody. */
const asked = all.filter((door) => door.procedures.length > 0 && !isPublic(door) && ![...feeds, ...own].includes(door));

const questions: Record<string, string> = { "/api/newsletters/pictures/[blockId]": "?v=v1", "/api/rewards/photos/[successId]": "?v=v1" };

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

async function open(door: Door, params: Record<string, string>, init: RequestInit = {}): Promise<{ status: number; body: string }> {
  const handlers = (await import(/* @vite-ignore */ pathToFileURL(path.join(ROOT, door.file)).href)) as Record<string, Handler>;
  const address = `http://kingsgate.example${door.path}${door.method === "GET" ? (questions[door.path] ?? "?lang=en") : ""}`.replace(/\[(\w+)\]/g, (_, name: string) => params[name] ?? "");
  const answer = await handlers[door.method]!(new Request(address, { method: door.method, ...init }), { params: Promise.resolve(params) });
  return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()).toString("latin1") };
}

/** Opens a feed as somebody, with these ids in its address. */
async function ask(ctx: Ctx, door: Door, ids: Ids): Promise<{ status: number; body: string }> {
  asking.ctx = ctx;
  const params = Object.fromEntries(door.params.map((name) => [name, placeNames[name] ?? ids[name as keyof Ids]]));
  const answer = await open(door, params);
  return { ...answer, body: Object.values(ids).reduce((text: string, id: string) => text.replaceAll(id, "ID"), answer.body) };
}

let world: World;

async function openWorld(): Promise<void> {
  asking.rule = true;
  await resetDatabase();
  world = await makeWorld("HERE");
}

beforeAll(() => prepareEnvironment({ KINGSGATE_DEMO: "0", ...TOKENS }));

const everyScope = ["reports", "attendance", "messages", "meetings", "events", "media"] as const;

/** An order is entered for the parent of the first family. */
async function orderNow(linkId: string): Promise<void> {
  await restrictAccess(await staffContext(world.school, world.staffIds.get("head") ?? ""), { linkId, scopes: [...everyScope], kind: "child_arrangements_order", document: "Order 9" });
}

/** Feeds that tell this person more of what is there than of what never was. */
async function leaks(ctx: Ctx, ids: Ids, through: readonly Door[]): Promise<string[]> {
  const found: string[] = [];
  for (const door of through) {
    const missing = nowhere();
    const [theirs, none] = [await ask(ctx, door, ids), await ask(ctx, door, missing)];
    if (theirs.status !== none.status || theirs.body !== none.body) found.push(`${nameOf(door)}: ${theirs.status} beside ${none.status}`);
  }
  return found;
}

describe("every file, feed and sound", () => {
  beforeAll(openWorld, 60_000);

  it("is found by walking the tree: what carries an id, and what is made for whoever asks", () => {
    expect(feeds.length).toBeGreaterThan(14);
    expect(ofFamilies.map(nameOf)).toEqual(expect.arrayContaining(["GET /api/reports/[reportId]/pdf", "GET /api/messages/voice/[postId]", "GET /api/newsletters/[newsletterId]/print", "GET /api/rewards/photos/[successId]", "GET /api/listen/visits/[visitId]/[part]"]));
    expect(own.map(nameOf)).toEqual(expect.arrayContaining(["GET /api/listen/home/[part]", "GET /api/listen/lists/inbox/[part]"]));
  });

  it("and every other handler is a program's door, somebody's form or everybody's: none is forgotten", () => {
    const sorted = [...feeds, ...own, ...webhooks, ...asked].map(nameOf).concat(visitorForms);
    expect(new Set(sorted).size).toBe(sorted.length);
    expect(all.map(nameOf).filter((name) => !sorted.includes(name)).sort()).toEqual(everybodys);
  });

  it("that is everybody's holds nothing of any family", async () => {
    for (const name of everybodys.filter((each) => each.startsWith("GET /api/events") || each.startsWith("GET /api/newsletters") || each.startsWith("GET /api/listen/lists") || each === "GET /api/calendar/open")) {
      const { status, body } = await ask(contextOf(world.school), byName.get(name)!, world.own.ids);
      expect([200, 404], name).toContain(status);
      expect(/HERE(own|other|left)/.test(body), name).toBe(false);
    }
  }, 60_000);

  it("of a visitor takes nothing without the key of a place of this school, and nothing from another site", async () => {
    const door = byName.get(visitorForms[0] ?? "")!;
    const elsewhere = await makeWorld("ELSEWHERE");
    const [mine, theirs] = [placeKey(world.own.ids.bookingId), placeKey(elsewhere.own.ids.bookingId)];
    const send = async (key: string, origin: string, audio: Uint8Array<ArrayBuffer> = makeTone(1)) => {
      const body = new FormData();
      for (const [name, value] of [["locale", "en"], ["part", "words"]] as const) body.append(name, value);
      body.append("voice", new Blob([audio]), "voice.wav");
      asking.ctx = contextOf(world.school);
      const sent = new Request("http://kingsgate.example", { method: "POST", body });
      return (await open(door, { key }, { method: "POST", body: await sent.arrayBuffer(), headers: { "content-type": sent.headers.get("content-type") ?? "", origin, host: "kingsgate.example" } })).status;
    };
    const before = await fingerprint(world.school.id);
    expect(await send(theirs, "http://kingsgate.example")).toBe(404);
    expect(await send("no-such-key-no-such-key-no-such-key", "http://kingsgate.example")).toBe(404);
    expect(await send(mine, "http://elsewhere.example")).toBe(403);
    expect(await send(mine, "http://kingsgate.example", new TextEncoder().encode("<script>alert(1)</script>") as Uint8Array<ArrayBuffer>)).toBe(303);
    expect(await fingerprint(world.school.id)).toBe(before);
    // The control: the same with the right key from our own page.
    expect(await send(mine, "http://kingsgate.example")).toBe(303);
    expect(await fingerprint(world.school.id)).not.toBe(before);
  }, 60_000);

  it("is closed to the adult of another family, of another school, without a session, not confirmed, apart, removed or taken out of the records; open to whose it is", async () => {
    const { school } = world;
    const mine = await contextFor(school, world.own.parentId, { secondFactor: false });
    // The control first: each opens for the family itself.
    const shut: string[] = [];
    for (const door of ofFamilies) if ((await ask(mine, door, world.own.ids)).status !== 200) shut.push(nameOf(door));
    expect(shut).toEqual([]);

    const elsewhere = await makeWorld("ELSEWHERE");
    const gone = await makeAdult(school, { email: "gone@family.example" });
    const goneCtx = await contextFor(school, gone.id, { secondFactor: false });
    await dbFor(school.id).adult.update({ where: { id: gone.id }, data: { removedAt: new Date() } });
    const people: [string, Ctx][] = [
      ["another family", await contextFor(school, world.other.parentId, { secondFactor: false })], ["a visitor", contextOf(school)], ["another school", await contextFor(elsewhere.school, elsewhere.own.parentId, { secondFactor: false })],
      ["not confirmed", await contextFor(school, world.own.waitingId, { secondFactor: false })], ["apart, by an order", await contextFor(school, world.own.apartId, { secondFactor: false })],
      ["removed from the child", await contextFor(school, world.own.goneId, { secondFactor: false })], ["taken out of the records", goneCtx],
    ];
    for (const [who, ctx] of people) expect([who, await leaks(ctx, world.own.ids, feeds)]).toEqual([who, []]);
  }, 240_000);

  it("closes for a parent when an order is entered, in the very session in which it was open", async () => {
    const ctx = await contextFor(world.school, world.own.parentId, { secondFactor: false });
    const before: string[] = [];
    for (const door of own) before.push((await ask(ctx, door, world.own.ids)).body);
    await orderNow(world.own.ids.linkId);
    // What one has said oneself stays one's own to hear.
    const closed = ofFamilies.filter(({ path: place }) => place !== "/api/listen/note/[noteId]");
    expect(await leaks(ctx, world.own.ids, closed)).toEqual([]);
    for (const [nth, door] of own.entries()) {
      const after = await ask(ctx, door, world.own.ids);
      expect(after.body.includes("HEREown"), nameOf(door)).toBe(false);
      expect([200, 404], `${nameOf(door)} ${before[nth]?.length}`).toContain(after.status);
    }
    // The control: with the access rule off the same look finds the same doors open.
    asking.rule = false;
    const open = await leaks(ctx, world.own.ids, closed);
    asking.rule = true;
    expect(open.length).toBeGreaterThan(closed.length / 2);
  }, 240_000);
});

describe("every door through which a program changes something", () => {
  let senders: Sender[];

  let nth = 0;
  const send = (adultId: string) => sentTo(world, adultId, (nth += 1));

  beforeAll(openWorld, 60_000);
  // Each test begins with something that was just sent, to either parent.
  beforeEach(async () => {
    senders = [await send(world.own.parentId), await send(world.own.apartId)];
  });

  const call = (door: Door, { params = {}, token, type, body }: Call) => {
    asking.ctx = contextOf(world.school, undefined, { now: new Date() });
    return open(door, params, { body, headers: { ...(type ? { "content-type": type } : {}), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) } });
  };

  it("has a row in the matrix, and is known to the front", () => {
    expect(webhooks.map(nameOf).sort()).toEqual(Object.keys(webhookRows).sort());
    expect(CALLBACKS.map((place) => `POST ${place}`).filter((name) => !(name in webhookRows))).toEqual([]);
  });

  it.each(Object.keys(webhookRows))("%s: without the right token or key nothing changes, with it something does", async (name) => {
    const [row, door] = [webhookRows[name]!, byName.get(name)!];
    const right = row.call(senders[0]!, world);
    const before = await fingerprint(world.school.id);
    for (const forged of row.forged(right)) {
      expect((await call(door, forged)).status).toBeGreaterThanOrEqual(400);
      expect(await fingerprint(world.school.id)).toBe(before);
    }
    expect((await call(door, right)).status).toBe(200);
    expect(await fingerprint(world.school.id)).not.toBe(before);
  }, 60_000);

  /** What a call can bring to anybody: words in a conversation, a message, a call to make. */
  const brought = async () => {
    const db = dbFor(world.school.id);
    return JSON.stringify([await db.task.count(), await db.post.count(), await db.message.count(), await db.delivery.count(), await db.thread.count()]);
  };

  it.each(Object.keys(webhookRows).filter((name) => !webhookRows[name]?.ofKept))("%s: brings nothing to or from an adult whom an order keeps away, whoever calls", async (name) => {
    const [row, door] = [webhookRows[name]!, byName.get(name)!];
    const before = await brought();
    expect((await call(door, row.call(senders[1]!, world))).status).toBe(200);
    expect(await brought()).toBe(before);
    // The control: the mother's does, and the father's would, were the access rule not there.
    asking.rule = false;
    expect((await call(door, row.call(await send(world.own.apartId), world))).status).toBe(200);
    asking.rule = true;
    const leaked = JSON.parse(await brought()) as number[];
    const [tasks = 0, posts = 0] = JSON.parse(before) as number[];
    expect((leaked[0] ?? 0) + (leaked[1] ?? 0)).toBeGreaterThan(tasks + posts);
  }, 60_000);

  it("an order that comes between a text message and its receipt asks nobody to ring", async () => {
    const door = byName.get("POST /api/notify/receipts")!;
    await orderNow(world.own.ids.linkId);
    const before = await brought();
    expect((await call(door, webhookRows["POST /api/notify/receipts"]!.call(senders[0]!, world))).status).toBe(200);
    expect(await brought()).toBe(before);
  });
});
