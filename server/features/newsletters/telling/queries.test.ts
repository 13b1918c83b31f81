import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, expect, it } from "vitest";

import { queueMessages } from "@/server/features/delivery/commands";
import { AppError } from "@/server/lib/errors";
import { staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeTranslation } from "@/server/testing/factories/languages";
import { makeNewsletter } from "@/server/testing/factories/newsletters";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { getNewsToTell } from "./queries";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

it("news that a call gathers is there with its title and first words, in English and in the family's language, for whoever has the call", async () => {
  const school = await makeSchool();
  const okafor = await staffContext(school, (await makeAdult(school, { posts: ["family_support"] })).id);
  const mother = await makeAdult(school, { spokenLanguages: ["ur"], readingLanguage: "ur", readingNeed: "does_not_read" });
  const pupil = await makePupil(school);
  await linkGuardian(school, mother.id, pupil.id);
  const blocks = [{ kind: "heading" as const, words: "Trips" }, { kind: "text" as const, words: "We go to the farm." }, { kind: "text" as const, words: "Bring a coat." }];
  const { newsletterId } = await makeNewsletter(school, { title: "News of this week", state: "sent", blocks });
  await okafor.db.$transaction((tx) => queueMessages(tx, {
    schoolId: school.id, now: TEST_NOW, messages: [{ adultId: mother.id, pupilId: pupil.id, kind: "newsletter_sent", subjectId: newsletterId, idempotencyKey: uuid() }],
  }));
  const { titleId } = await okafor.db.newsletter.findUniqueOrThrow({ where: { id: newsletterId } });
  await makeTranslation(school, titleId, "ur", ["اس ہفتے کی خبریں"]);
  const task = await okafor.db.task.findFirstOrThrow({ where: { kind: "call" } });
  expect(await getNewsToTell(okafor, { taskId: task.id })).toMatchObject([{
    newsletterId, english: [{ text: "News of this week", heading: true }, { text: "We go to the farm.", heading: false }], theirs: [{ text: "اس ہفتے کی خبریں", language: "ur" }],
  }]);
  await okafor.db.task.update({ where: { id: task.id }, data: { assigneeId: mother.id } });
  await expect(getNewsToTell(okafor, { taskId: task.id })).rejects.toEqual(new AppError("not_found"));
});
