import { demoPeople, expect, origin, signIn, test } from "../fixtures";

test("the demo lists the design's people and signs in as each", async ({ page, request, context }) => {
  const people = await demoPeople(request);
  for (const person of people) expect(Object.keys(person).sort()).toEqual(["id", "language", "name", "role"]);
  expect(people.slice(0, 8).map(({ id }) => id)).toEqual(["amina", "dariusz", "hodan", "clarke", "okafor", "patel", "hale", "lewis"]);
  await page.goto("/en/sign-in/demo");
  await page.getByRole("button", { name: /^Be .?Amina Khan.?$/ }).click();
  await expect(page).toHaveURL("/ur/family");
  await context.clearCookies();
  await signIn(context, "Patel");
  await page.goto("/en/staff/account");
  await expect(page).toHaveURL("/en/staff/account");
});

test("nobody outside the list, and no form of another site", async ({ request }) => {
  expect((await request.post("/api/demo/sign-in", { form: { id: "somebody-else" }, headers: { origin } })).status()).toBe(404);
  expect((await request.post("/api/demo/sign-in", { form: { id: "amina" }, headers: { origin: "https://evil.example" } })).status()).toBe(403);
});
