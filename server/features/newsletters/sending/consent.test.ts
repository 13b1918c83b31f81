import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { answerConsent } from "@/server/features/people/photos/commands";
import type { SchoolFacts, StaffCtx } from "@/server/lib/context";
import type { NewsletterAudience } from "@/server/lib/db/generated/enums";
import { contextFor, contextOf, staffContext, TEST_NOW } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { makeNewsletter } from "@/server/testing/factories/newsletters";
import { linkGuardian, makeAdult, makeClass, makePupil, makeRestriction, makeSchool } from "@/server/testing/factories/people";
import { sayToPhotos } from "@/server/testing/factories/rewards";

import { putPicture } from "../editing/commands";
import { listNewsletters, listPicturePeople } from "../editing/queries";
import { makeMail } from "../mail/queries";
import { printNewsletter } from "../printing/queries";
import { getPublic, pictureKey, readPicture } from "../queries";
import { scheduleNewsletter, sendNewsletter } from "./commands";
import { getSendingState } from "./queries";

beforeAll(() => prepareEnvironment());

let school: SchoolFacts;
let office: StaffCtx;
let zara: { id: string };
let motherId: string;
let fatherLink: string;

beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
  office = await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id);
  zara = await makePupil(school, { givenName: "Zara", familyName: "Ahmed" });
  motherId = (await makeAdult(school)).id;
  await linkGuardian(school, motherId, zara.id);
  fatherLink = (await linkGuardian(school, (await makeAdult(school)).id, zara.id, { relation: "father" })).id;
});

const newsOf = (audience: NewsletterAudience, children = [zara.id]) => makeNewsletter(school, { audience, blocks: [{ kind: "picture", words: "Zara plants beans.", picture: true, children }, { kind: "text", words: "Beans grow." }] });
const jobCtx = { get db() { return office.db; }, get school() { return school; }, now: TEST_NOW };
const schedule = (newsletterId: string) => scheduleNewsletter(office, { newsletterId, seen: true });
const refusal = (promise: Promise<unknown>) => promise.then(() => "done", (error: { code?: string }) => error.code);

describe("a newsletter with a child in a picture", () => {
  it("does not go out without the consent for those who would read it, and says who lacks it", async () => {
    const open = await newsOf("public");
    await sayToPhotos(school, { pupilId: zara.id, adultId: motherId, only: ["school"] });
    await expect(schedule(open.newsletterId)).rejects.toMatchObject({ code: "invalid_input", fields: { [open.blockId]: "no_consent" } });
    expect((await getSendingState(office, open)).faults).toMatchObject([{ blockId: open.blockId, fault: "no_consent", children: ["Zara Ahmed"] }]);
    // Families alone is another use: that one was agreed to.
    expect(await refusal(schedule((await newsOf("families")).newsletterId))).toBe("done");
    await sayToPhotos(school, { pupilId: zara.id, adultId: motherId, only: ["public"] });
    expect(await refusal(schedule(open.newsletterId))).toBe("done");
  });

  it("does not tell a teacher the names of children of other classes", async () => {
    const group = await makeClass(school);
    const teacher = await staffContext(school, (await makeAdult(school, { posts: ["teacher"] })).id);
    const { newsletterId } = await newsOf("public");
    expect((await getSendingState({ ...teacher, actor: { ...teacher.actor, classIds: [group.id] } }, { newsletterId })).faults[0]?.children).toEqual([null]);
  });

  it("does not go out before somebody says who is in its pictures", async () => {
    const news = await newsOf("families", []);
    await office.db.newsletterPicture.update({ where: { blockId: news.blockId }, data: { peopleSaid: false } });
    await expect(schedule(news.newsletterId)).rejects.toMatchObject({ fields: { [news.blockId]: "no_people" } });
    await putPicture(office, { blockId: news.blockId, alt: "Beans.", pupilIds: [], nobody: true });
    expect(await refusal(schedule(news.newsletterId))).toBe("done");
  });

  it("loses the picture at once when the consent is taken back: on the page, in e-mails, on paper, for staff; its words stay", async () => {
    await sayToPhotos(school, { pupilId: zara.id, adultId: motherId });
    const { newsletterId, blockId } = await newsOf("public");
    await schedule(newsletterId);
    await sendNewsletter(jobCtx, newsletterId, (id, language) => makeMail(jobCtx, id, language));
    const visitor = contextOf(school);
    const bytes = { blockId, version: "v1" };
    const shown = await readPicture(visitor, bytes);
    expect(shown.open).toBe(false);
    expect((await getPublic(visitor, { newsletterId })).blocks[0]).toMatchObject({ picture: { hash: "v1" }, hidden: false });
    expect((await makeMail(jobCtx, newsletterId, "en"))?.html).toContain("/api/newsletters/pictures/");
    const paper = async () => JSON.stringify((await printNewsletter(visitor, { newsletterId, easy: false }, getPublic)).data);
    expect(await paper()).toContain("image/jpeg");

    await answerConsent(await contextFor(school, motherId), { pupilId: zara.id, use: "public", given: false });
    const block = (await getPublic(visitor, { newsletterId })).blocks[0];
    expect(block).toMatchObject({ picture: null, hidden: true });
    expect(block?.words.body).toBe("Zara plants beans.");
    for (const input of [bytes, { ...bytes, key: pictureKey(blockId, "v1") }]) expect(await refusal(readPicture(visitor, input))).toBe("not_found");
    expect(await refusal(readPicture(office, bytes))).toBe("not_found");
    expect((await makeMail(jobCtx, newsletterId, "en"))?.html).not.toContain("/api/newsletters/pictures/");
    expect(await paper()).not.toContain("image/jpeg");
    expect((await listNewsletters(office)).map(({ hidden }) => hidden)).toEqual([true]);
  });

  it("is held back when the consent ends between the decision and the hour: an order counts as well", async () => {
    const father = await office.db.guardianLink.findUniqueOrThrow({ where: { id: fatherLink } });
    await sayToPhotos(school, { pupilId: zara.id, adultId: father.adultId });
    const { newsletterId } = await newsOf("families");
    await schedule(newsletterId);
    await makeRestriction(school, fatherLink, ["media"]);
    expect(await sendNewsletter(jobCtx, newsletterId, (id, language) => makeMail(jobCtx, id, language))).toBeNull();
    expect((await office.db.newsletter.findUniqueOrThrow({ where: { id: newsletterId } })).state).toBe("draft");
    expect(await office.db.message.count()).toBe(0);
    expect(await office.db.auditEntry.count({ where: { action: "newsletters.heldForConsent" } })).toBe(1);
  });

  it("keeps children whom this person may not know as others marked them, and refuses to mark them", async () => {
    const group = await makeClass(school);
    const own = await makePupil(school, { classGroupId: group.id });
    const teacher = await staffContext(school, (await makeAdult(school, { posts: ["teacher"] })).id);
    const ctx = { ...teacher, actor: { ...teacher.actor, classIds: [group.id] } };
    const { blockId } = await newsOf("families");
    await putPicture(ctx, { blockId, alt: "Beans.", pupilIds: [own.id], nobody: false });
    expect((await listPicturePeople(office, { blockId })).classes.flatMap(({ children }) => children.filter(({ marked }) => marked).map(({ id }) => id)).sort()).toEqual([own.id, zara.id].sort());
    expect(await refusal(putPicture(ctx, { blockId, alt: "Beans.", pupilIds: [zara.id], nobody: false }))).toBe("not_found");
  });

  it("loses the picture with the first child who is deleted: the others’ consents cannot give it out", async () => {
    const { blockId } = await newsOf("families");
    await office.db.pupil.delete({ where: { id: zara.id } });
    expect(await office.db.newsletterPicture.count({ where: { blockId } })).toBe(0);
  });
});
