import { createECDH, createPublicKey, randomBytes, verify } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import webpush from "web-push";

import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { isPushService } from "@/server/lib/push/client";
import { contextFor, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { queueMessages } from "../commands";
import { subscribe, unsubscribe } from "./commands";
import { drainPushes } from "./jobs";

const keys = webpush.generateVAPIDKeys();
/** The browser's own keys, which never leave it. */
const browser = createECDH("prime256v1");
browser.generateKeys();
const auth = randomBytes(16);

let server: Server;
let host = "";
let answer = 201;
let taken: { headers: IncomingHttpHeaders; body: Buffer; path: string }[] = [];

beforeAll(async () => {
  server = createServer((req, res) => {
    const pieces: Buffer[] = [];
    req.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => {
      taken.push({ headers: req.headers, body: Buffer.concat(pieces), path: req.url ?? "" });
      res.writeHead(answer).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await prepareEnvironment({ PUSH_PUBLIC_KEY: keys.publicKey, PUSH_PRIVATE_KEY: keys.privateKey, PUSH_HOSTS: host });
  return () => server.close();
});

let school: SchoolFacts;
let family: { adultId: string; pupilId: string; linkId: string };

beforeEach(async () => {
  [answer, taken] = [201, []];
  await resetDatabase();
  school = await makeSchool({ name: "Kingsgate School" });
  const adult = await makeAdult(school, { email: "a@family.example", readingLanguage: "ur", readingNeed: "reads" });
  const pupil = await makePupil(school, { givenName: "Zara" });
  const link = await linkGuardian(school, adult.id, pupil.id);
  family = { adultId: adult.id, pupilId: pupil.id, linkId: link.id };
});

const db = () => dbFor(school.id);
const device = (path = "/one") => ({ endpoint: `http://${host}${path}`, keys: { p256dh: browser.getPublicKey("base64url"), auth: auth.toString("base64url") } });
const own = () => contextFor(school, family.adultId);
let nth = 0;
const write = () => db().$transaction((tx) => queueMessages(tx, {
  schoolId: school.id, now: TEST_NOW, messages: [{ adultId: family.adultId, pupilId: family.pupilId, kind: "report_published", subjectId: family.pupilId, args: { child: "Zara", round: "autumn" }, idempotencyKey: `push${nth++}` }],
}));
const drain = () => drainPushes({ db: db(), school, now: TEST_NOW }, { clock: () => TEST_NOW });
const states = async () => (await db().delivery.findMany({ where: { channel: "push" }, orderBy: { id: "asc" }, select: { state: true } })).map(({ state }) => state).sort();

describe("news on a phone's screen", () => {
  it("goes beside the other ways, encrypted for that browser alone and signed by this installation, and says a title and no more", async () => {
    await subscribe(await own(), device());
    await write();
    await drain();
    expect(await states()).toEqual(["handed_over"]);
    expect((await db().delivery.findMany({ select: { channel: true } })).map(({ channel }) => channel).sort()).toEqual(["email", "in_app", "push"]);
    const [message] = taken;
    expect(message?.headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "86400" });
    expect(message?.body.toString("latin1")).not.toContain("Kingsgate");
    // The signature is ours (RFC 8292): anybody can check it with the public key that the browser was given.
    const [, token = ""] = /^vapid t=([^,]+), k=/.exec(String(message?.headers.authorization)) ?? [];
    const [head = "", claims = "", signature = ""] = token.split(".");
    const raw = Buffer.from(keys.publicKey, "base64url");
    const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x: raw.subarray(1, 33).toString("base64url"), y: raw.subarray(33).toString("base64url") }, format: "jwk" });
    expect(verify("sha256", Buffer.from(`${head}.${claims}`), { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"))).toBe(true);
    // Only the browser's own key opens it.
    const { decrypt } = createRequire(import.meta.url)("http_ece") as { decrypt: (body: Buffer, options: { version: string; privateKey: ReturnType<typeof createECDH>; authSecret: string }) => Buffer };
    const opened = JSON.parse(decrypt(message!.body, { version: "aes128gcm", privateKey: browser, authSecret: auth.toString("base64url") }).toString()) as Record<string, string>;
    expect(opened).toMatchObject({ school: "Kingsgate School", lang: "ur", dir: "rtl", url: `http://kingsgate.example/ur/family/reports/${family.pupilId}` });
    expect(opened.title).toMatch(/\p{Script=Arabic}/u);
  });

  it("forgets a browser that is gone, tries again where a service stumbles, and asks for no call", async () => {
    await subscribe(await own(), device());
    await write();
    answer = 503;
    expect((await drain())?.getTime()).toBeGreaterThan(TEST_NOW.getTime());
    expect(await states()).toEqual(["queued"]);
    await write();
    answer = 410;
    await drain();
    expect(await states()).toEqual(["failed", "queued"]);
    expect(await db().pushSubscription.count()).toBe(0);
    expect(await db().task.count()).toBe(0);
    await write(); // nobody to show it to: no such way is chosen
    expect(await states()).toHaveLength(2);
  });

  it("stays with the adult who signed in last on a phone, and goes with an order", async () => {
    const other = await makeAdult(school, { email: "b@family.example" });
    await subscribe(await own(), device());
    await subscribe(await contextFor(school, other.id), device());
    expect(await db().pushSubscription.findMany({ select: { adultId: true } })).toEqual([{ adultId: other.id }]);
    await unsubscribe(await own(), { endpoint: device().endpoint }); // not theirs any more
    expect(await db().pushSubscription.count()).toBe(1);
    await subscribe(await own(), device("/two"));
    await write();
    await makeRestriction(school, family.linkId, ["reports"]);
    await drain();
    expect([taken.length, await states()]).toEqual([0, ["cancelled"]]);
  });

  it("never sends this server to an address that is no push service", async () => {
    for (const endpoint of ["http://169.254.169.254/latest", "https://fcm.googleapis.com.evil.example/x", "https://evil.example/fcm.googleapis.com", "https://fcm.googleapis.com:8443/x", "https://u:p@fcm.googleapis.com/x", "http://fcm.googleapis.com/x", "file:///etc/passwd", "no url"]) {
      expect(isPushService(endpoint), endpoint).toBe(false);
      await expect(subscribe(await own(), { ...device(), endpoint })).rejects.toMatchObject({ code: "invalid_input" });
    }
    for (const endpoint of ["https://fcm.googleapis.com/fcm/send/x", "https://updates.push.services.mozilla.com/wpush/v2/x", "https://web.push.apple.com/x", "https://wns2-par02p.notify.windows.com/w/?token=x"]) expect(isPushService(endpoint)).toBe(true);
  });
});
