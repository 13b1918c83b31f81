import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, expect, it } from "vitest";

import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import type { Channel, DeliveryState } from "@/server/lib/db/generated/enums";
import { languages } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { listTasks } from "./queries";

let school: SchoolFacts;
let office: StaffCtx;

beforeAll(() => prepareEnvironment());
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
});

/** Why somebody is rung about news whose one way in writing is in this state. */
async function reasonFor(channel: Channel, state: DeliveryState, lastErrorCode: string | null = null): Promise<string | undefined> {
  const [adult, pupil, id] = [await makeAdult(school), await makePupil(school), uuid()];
  await linkGuardian(school, adult.id, pupil.id);
  const schoolId = school.id;
  await office.db.message.create({ data: { id, schoolId, adultId: adult.id, pupilId: pupil.id, kind: "newsletter_sent", subjectId: uuid(), language: "en", idempotencyKey: id } });
  await office.db.delivery.create({ data: { schoolId, messageId: id, channel, state, lastErrorCode } });
  await office.db.task.create({ data: { schoolId, kind: "call", adultId: adult.id, pupilId: pupil.id, dueAt: TEST_NOW, uniqueKey: `call:${id}` } });
  return (await listTasks(office, {})).all.find((task) => task.adult?.id === adult.id)?.reason;
}

it("whoever rings is told which way did not arrive, on every way; what arrived, waits or was never tried is rung about as what it is", async () => {
  expect(await reasonFor("email", "failed", "smtp_550")).toBe("email_failed");
  expect(await reasonFor("email", "bounced", "dsn_5.1.1")).toBe("email_failed");
  expect(await reasonFor("text", "failed")).toBe("text_failed");
  expect(await reasonFor("letter", "failed", "post_lost")).toBe("letter_failed");
  for (const state of ["handed_over", "delivered", "queued"] as const) expect(await reasonFor("email", state)).toBe("newsletter_sent");
  expect(await reasonFor("email", "failed", "reads_nothing")).toBe("newsletter_sent");
  expect(await reasonFor("push", "failed", "push_gone")).toBe("newsletter_sent");
  for (const { tag } of languages) for (const code of ["email_failed", "text_failed", "letter_failed"]) expect(translatorFor(tag)(`delivery.reasons.${code}`), `${tag} ${code}`).not.toContain("delivery.");
});
