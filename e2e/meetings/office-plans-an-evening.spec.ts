import { query } from "../access/doors";
import { expect, expectWhole, signIn, test } from "../fixtures";

test("the office makes a round, gives hours, opens it; nothing typed is lost when something is wrong", async ({ page, context }) => {
  await signIn(context, "Byrne");
  await page.goto("/en/staff/meetings");
  await expectWhole(page, "en");
  await page.locator("input[name=opensOn]").fill("2027-02-10");
  await page.locator("input[name=closesOn]").fill("2027-02-01");
  await page.locator("input[name=yearGroups][value='6']").check();
  await page.getByRole("button", { name: "Make the round" }).click();
  await expect(page.getByRole("alert")).toContainText("The end comes before the start");
  await expect(page.locator("input[name=yearGroups][value='6']")).toBeChecked();
  await page.locator("input[name=closesOn]").fill("2027-02-20");
  await page.getByRole("button", { name: "Make the round" }).click();
  await expect(page.getByRole("status")).toContainText("Now add hours");
  await expectWhole(page, "en");
  await page.getByRole("button", { name: "Open to families" }).click();
  await expect(page.getByRole("alert")).toContainText("Give at least one teacher hours first");
  await page.locator("label").filter({ hasText: "Tremain" }).locator("input").check();
  await page.locator("#h-day").fill("2027-02-25");
  await page.locator("#h-room").fill("Hall");
  await page.getByRole("button", { name: "Add hours" }).click();
  await expect(page.getByRole("status")).toContainText("The hours are added");
  await page.getByRole("button", { name: "Open to families" }).click();
  await expect(page.getByRole("status")).toContainText("Families are told");
});

test("the office plans the evening, and moves and pins a meeting by keyboard alone", async ({ page, context }) => {
  const [round] = await query<{ id: string }>("SELECT r.id FROM meeting_round r JOIN meeting_interpreter_hour h ON h.round_id = r.id LIMIT 1");
  await signIn(context, "Byrne");
  await page.goto(`/en/staff/meetings/${round?.id}`);
  await expectWhole(page, "en");
  await page.getByRole("button", { name: "Plan now" }).press("Enter");
  await expect.poll(async () => (await query<{ planning: string }>("SELECT planning::text FROM meeting_round WHERE id = $1", [round?.id]))[0]?.planning, { timeout: 60_000 }).toBe("done");
  await page.reload();
  await expectWhole(page, "en");
  const [counts] = await query<{ n: number }>("SELECT count(*)::int AS n FROM meeting WHERE round_id = $1 AND state = 'booked'", [round?.id]);
  expect(counts?.n).toBeGreaterThan(20);
  await page.getByRole("link", { name: /^Move/ }).first().press("Enter");
  await expectWhole(page, "en");
  await page.locator("select[name=startsAt]").focus();
  await page.keyboard.press("End");
  await page.getByRole("button", { name: "Move" }).press("Enter");
  await expect(page.getByRole("status")).toContainText("moved and pinned");
  await page.getByRole("button", { name: "Let go" }).first().press("Enter");
  await expect(page.getByRole("status")).toContainText("may move it again");
});
