import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { openTexts } from "@/server/lib/notify/client";
import { type StandIn, startNotifyStandIn } from "@/server/lib/notify/stand-in";
import { contextFor, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { queueMessages } from "../commands";
import { setOwnHours, setPace } from "../pace/commands";
import { getPace } from "../pace/queries";
import { drainTexts } from "./jobs";

const KEY = "school-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222";
const TEMPLATE = "33333333-3333-4333-8333-333333333333";
const at = (text: string) => new Date(text);

beforeAll(() => prepareEnvironment({ NOTIFY_API_KEY: KEY, NOTIFY_TEXT_TEMPLATE: TEMPLATE }));

let school: SchoolFacts;
let service: StandIn;
let family: { adultId: string; pupilId: string };

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  service = await startNotifyStandIn({ key: KEY });
  // No mailbox: a text message is the first way to this adult and not a reminder.
  const adult = await makeAdult(school, { email: null, phone: "07700 900123", readingNeed: "reads", readingLanguage: "en", prefers: [] });
  const pupil = await makePupil(school);
  await linkGuardian(school, adult.id, pupil.id);
  family = { adultId: adult.id, pupilId: pupil.id };
});
afterEach(() => service.stop());

let nth = 0;
const write = (now: Date, urgency?: number) => dbFor(school.id).$transaction((tx) => queueMessages(tx, {
  schoolId: school.id, now, messages: [{ ...family, kind: "report_published", subjectId: family.pupilId, args: { child: "Zara", round: "autumn" }, idempotencyKey: `t${nth++}`, urgency }],
}));
const drain = (now: Date) => drainTexts({ db: dbFor(school.id), school, now }, { clock: () => now, transport: openTexts({ url: service.url, key: KEY, template: TEMPLATE }) });

describe("a text message as the first way", () => {
  it("waits for the end of the quiet hours, and what is urgent does not", async () => {
    await write(at("2026-11-23T21:00:00Z"));
    expect(await drain(at("2026-11-23T21:00:00Z"))).toEqual(at("2026-11-24T07:00:00Z"));
    expect(service.taken).toHaveLength(0);
    await write(at("2026-11-23T21:00:00Z"), 0);
    await drain(at("2026-11-23T21:01:00Z"));
    expect(service.taken).toHaveLength(1);
    await drain(at("2026-11-24T06:59:00Z"));
    expect(service.taken).toHaveLength(1);
    await drain(at("2026-11-24T07:00:00Z"));
    expect(service.taken).toHaveLength(2);
  });

  it("leaves once on the nights when the clocks change", async () => {
    for (const [night, before, end] of [["2026-03-28T23:00:00Z", "2026-03-29T05:59:00Z", "2026-03-29T06:00:00Z"], ["2026-10-24T23:00:00Z", "2026-10-25T06:59:00Z", "2026-10-25T07:00:00Z"]] as const) {
      const sent = service.taken.length;
      await write(at(night));
      for (const moment of [night, "2026-03-29T01:30:00Z", before]) if (at(moment) >= at(night)) await drain(at(moment));
      expect(service.taken).toHaveLength(sent);
      await drain(at(end));
      await drain(at(end));
      expect(service.taken).toHaveLength(sent + 1);
    }
  });

  it("keeps the hours that the school has set, and those of the adult", async () => {
    const head = await staffContext(school, (await makeAdult(school, { posts: ["head"] })).id);
    await setPace(head, { ...(await getPace(head)), quietFrom: 18 * 60, quietTo: 9 * 60 });
    await write(at("2026-11-24T08:00:00Z"));
    await drain(at("2026-11-24T08:59:00Z"));
    expect(service.taken).toHaveLength(0);
    await drain(at("2026-11-24T09:00:00Z"));
    expect(service.taken).toHaveLength(1);
    await setOwnHours(await contextFor(school, family.adultId), { hours: { from: 9 * 60, to: 14 * 60 } });
    await write(at("2026-11-24T10:00:00Z"));
    await drain(at("2026-11-24T13:59:00Z"));
    expect(service.taken).toHaveLength(1);
    await drain(at("2026-11-24T14:00:00Z"));
    expect(service.taken).toHaveLength(2);
  });
});
