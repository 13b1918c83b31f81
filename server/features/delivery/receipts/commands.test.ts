import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { v7 as uuid } from "uuid";

import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { takeReceipt } from "./commands";
import { receiptStates } from "./schema";

const TOKEN = "a-token-that-only-notify-has";
let school: SchoolFacts;

beforeAll(() => prepareEnvironment({ NOTIFY_CALLBACK_TOKEN: TOKEN }));
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
});

const db = () => dbFor(school.id);

/** A text message that the service has taken, and the receipt of it. */
async function sent(more: { cancelledAt?: Date; acknowledgedAt?: Date } = {}) {
  const [adult, pupil] = [await makeAdult(school), await makePupil(school)];
  await linkGuardian(school, adult.id, pupil.id);
  const message = await db().message.create({
    data: { schoolId: school.id, adultId: adult.id, pupilId: pupil.id, kind: "report_published", subjectId: uuid(), language: "en", args: { child: "Kit" }, idempotencyKey: uuid(), ...more },
  });
  const { id } = await db().delivery.create({ data: { schoolId: school.id, messageId: message.id, channel: "text", state: "handed_over", handedOverAt: TEST_NOW } });
  const receipt = (status: (typeof receiptStates)[number], input = {}) => takeReceipt({ now: TEST_NOW }, { token: TOKEN, reference: `${school.id}:${id}`, status, ...input });
  return { id, adultId: adult.id, receipt, delivery: () => db().delivery.findUniqueOrThrow({ where: { id } }) };
}

describe("a receipt", () => {
  it("says that a text message has arrived, and nobody is rung", async () => {
    const { receipt, delivery } = await sent();
    expect(await receipt("delivered")).toEqual({ changed: true });
    expect(await delivery()).toMatchObject({ state: "delivered", deliveredAt: TEST_NOW });
    expect(await db().task.count()).toBe(0);
  });

  it.each([["permanent-failure", "bounced"], ["temporary-failure", "failed"], ["technical-failure", "failed"]] as const)("of a %s puts the family on the list of calls, once", async (status, state) => {
    const { receipt, delivery, adultId } = await sent();
    expect([await receipt(status), await receipt(status), await receipt("delivered")]).toEqual([{ changed: true }, { changed: false }, { changed: false }]);
    expect(await delivery()).toMatchObject({ state, failedAt: TEST_NOW });
    expect(await db().task.findMany()).toMatchObject([{ kind: "call", adultId }]);
    expect(await db().delivery.count({ where: { channel: "call" } })).toBe(1);
  });

  it("of what was stopped, or of what the adult has answered, asks for no call", async () => {
    for (const more of [{ cancelledAt: TEST_NOW }, { acknowledgedAt: TEST_NOW }]) await (await sent(more)).receipt("permanent-failure");
    expect(await db().task.count()).toBe(0);
  });

  it("is refused without the token, for another school's message under this one's name, and for no message of ours", async () => {
    const { receipt, delivery, id } = await sent();
    for (const token of ["", "wrong", `${TOKEN} `]) await expect(receipt("delivered", { token })).rejects.toEqual(new AppError("not_found"));
    await expect(receipt("delivered", { reference: "none" })).rejects.toEqual(new AppError("invalid_input", { reference: "unknown" }));
    const other = await makeSchool();
    expect(await receipt("delivered", { reference: `${other.id}:${id}` })).toEqual({ changed: false });
    expect(await delivery()).toMatchObject({ state: "handed_over" });
    // The control: with the token and the right name it is taken.
    expect(await receipt("delivered")).toEqual({ changed: true });
  });
});
