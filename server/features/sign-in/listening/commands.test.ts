import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, expect, it } from "vitest";

import { hearInbox, hearInboxPart } from "@/server/features/delivery/inbox/commands";
import type { PersonCtx, SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { AppError } from "@/server/lib/errors";
import { contextFor, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";

import { hearAccount, hearAccountPart } from "./commands";

let school: SchoolFacts;
let mother: PersonCtx;
let father: PersonCtx;
let motherLink: string;

beforeAll(() => prepareEnvironment());
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  const pupil = await makePupil(school, { givenName: "Zara" });
  const [one, other] = [await makeAdult(school, { givenName: "Amina" }), await makeAdult(school, { givenName: "Bilal" })];
  motherLink = (await linkGuardian(school, one.id, pupil.id)).id;
  await linkGuardian(school, other.id, pupil.id);
  const told = (adultId: string) => dbFor(school.id).message.create({ data: { schoolId: school.id, adultId, pupilId: pupil.id, kind: "report_published", subjectId: uuid(), language: "en", args: { child: "Zara", round: "autumn" }, idempotencyKey: uuid(), createdAt: TEST_NOW } });
  await told(one.id);
  [mother, father] = [await contextFor(school, one.id), await contextFor(school, other.id)];
});

const said = (blocks: { sentences: { text: string }[] }[]) => blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join(" ");

it("everything from school is heard by the adult to whom it was told, until an order takes it away", async () => {
  const { blocks } = await hearInbox(mother);
  expect(blocks).toHaveLength(2);
  expect(said(blocks)).toMatch(/Zara.*23 Nov/);
  const hash = blocks[1]?.sentences[0]?.hash ?? "";
  expect(await hearInboxPart(mother, { part: hash })).toMatchObject({ type: "audio/mpeg" });
  expect(await hearInboxPart(mother, { part: 1 })).toMatchObject({ type: "audio/mpeg" });
  // The other parent was told nothing: the list says so, and the mother's sentence is not there for him, as if it never was.
  expect((await hearInbox(father)).blocks.map(({ id }) => id)).toEqual(["lead", "empty"]);
  for (const part of [hash, 5]) await expect(hearInboxPart(father, { part })).rejects.toEqual(new AppError("not_found"));
  await makeRestriction(school, motherLink, ["reports"]);
  const kept = await contextFor(school, mother.actor.adultId);
  expect(said((await hearInbox(kept)).blocks)).not.toContain("Zara");
  await expect(hearInboxPart(kept, { part: hash })).rejects.toEqual(new AppError("not_found"));
});

it("the account says what stands there, and to nobody else", async () => {
  const { blocks } = await hearAccount(mother);
  expect(said(blocks)).toMatch(/signed in as .*Amina.* on one phone/);
  const name = blocks[0]?.sentences[1]?.hash ?? "";
  expect(await hearAccountPart(mother, { part: name })).toMatchObject({ type: "audio/mpeg" });
  await expect(hearAccountPart(father, { part: name })).rejects.toEqual(new AppError("not_found"));
});
