import { expect, expectWhole, signIn, test } from "../fixtures";

test("Amina reads her record in Urdu without script, and says that something is not right", async ({ page, context, browser }) => {
  await signIn(context, "Amina");
  await page.goto("/ur/family");
  await page.locator("a[href='/ur/family/contacts']").click();
  await expectWhole(page, "ur");
  await expect(page.locator("p", { hasText: "ہم نے آپ کو بتایا کہ زارا اچھا پڑھتی ہے۔" })).toBeVisible();
  await expect(page.getByText("Mr Okafor").first()).toBeVisible();
  // What Mr Okafor thought is for staff alone.
  expect(await page.content()).not.toContain("She sounded glad");
  expect((await page.content()).length).toBeLessThan(100_000);

  const talk = page.locator("article").first();
  await talk.locator("summary").last().click();
  await talk.locator("textarea").fill("یہ پیر کو نہیں، منگل کو تھا۔");
  await talk.locator("form button").last().click();
  await expect(page.getByRole("status")).toContainText("شکریہ");
  await expect(talk).toContainText("یہ پیر کو نہیں، منگل کو تھا۔");

  // With nothing in it, it is not sent, and the form says why.
  await talk.locator("summary").last().click();
  await talk.locator("form button").last().click();
  await expect(talk.getByText("پہلے کچھ لکھیں یا بولیں۔")).toBeVisible();

  const staff = await browser.newContext();
  await signIn(staff, "Okafor");
  const desk = await staff.newPage();
  await desk.goto("/en/staff/today?kind=family_says");
  const row = desk.locator("tr", { hasText: "Amina Khan" });
  await expect(row).toContainText("told us something about the record");
  await row.getByRole("link", { name: /Zara/ }).click();
  await desk.getByRole("link", { name: "Record of contact" }).click();
  await expect(desk.getByText(/Amina Khan\P{L}* says: this is not right/u)).toBeVisible();
  await expect(desk.getByText("یہ پیر کو نہیں، منگل کو تھا۔")).toBeVisible();
  await expect(desk.getByText("She sounded glad", { exact: false })).toBeVisible();
  await staff.close();
});

test("Dariusz and Ewa, who live apart, each see their own talks and nothing of the other's", async ({ browser }) => {
  const read = async (who: "Dariusz" | "Ewa") => {
    const context = await browser.newContext();
    await signIn(context, who);
    const page = await context.newPage();
    await page.goto("/pl/family/contacts");
    await expectWhole(page, "pl");
    const content = await page.content();
    await context.close();
    return content;
  };
  const [his, hers] = [await read("Dariusz"), await read("Ewa")];
  expect(his).toContain("Ola była bardzo dzielna");
  expect(his).not.toMatch(/przejściu do klasy 7|Ewa|other house/);
  expect(hers).toContain("przejściu do klasy 7");
  expect(hers).not.toMatch(/bardzo dzielna|Dariusz|other house/);
  // The control: both talks are there, for those who work with the family.
  const staff = await browser.newContext();
  await signIn(staff, "Okafor");
  const desk = await staff.newPage();
  await desk.goto("/en/staff/people?search=Nowak");
  await desk.getByRole("link", { name: /Ola Nowak/ }).first().click();
  await desk.getByRole("link", { name: "Record of contact" }).click();
  await expect(desk.getByText("Ola was very brave", { exact: false })).toBeVisible();
  await expect(desk.getByText("move to Year 7", { exact: false })).toBeVisible();
  await staff.close();
});

test("a father whom an order keeps away has no record to read, and cannot write to it", async ({ page, context }) => {
  await signIn(context, "Ray");
  await page.goto("/en/family/contacts");
  await expect(page.getByText("Nothing written down yet")).toBeVisible();
  await expect(page.locator("form textarea")).toHaveCount(0);
});
