import { demoPeople, expect, origin, signIn, test } from "../fixtures";

test("the demo lists the design's people and signs in as each", async ({ page, request, context }) => {
  const people = await demoPeople(request);
  for (const person of people) expect(Object.keys(person).sort()).toEqual(["id", "language", "name", "role"]);
  expect(people.slice(0, 8).map(({ id }) => id)).toEqual(["amina", "dariusz", "hodan", "clarke", "okafor", "patel", "hale", "lewis"]);
  await page.goto("/en/sign-in/demo");
  await page.getByRole("button", { name: "Be Amina Khan" }).click();
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

const withoutDemo = process.env.NO_DEMO_URL;

/** Needs a second server of the same build with KINGSGATE_DEMO=0, named by NO_DEMO_URL; without one, the mode's own tests in app/api/demo stand. */
test("outside demo mode all of it is an address that does not exist", async ({ request }) => {
  const base = withoutDemo ?? origin;
  const pairs = [["/api/demo/people", "/api/demo/no-such-thing"], ["/api/demo/sign-in", "/api/demo/no-such-thing"], ["/en/sign-in/demo", "/en/sign-in/no-such-page"]];
  for (const [demo, unknown] of pairs) {
    const [there, nowhere] = await Promise.all([request.get(`${base}${demo}`), request.get(`${base}${unknown}`)]);
    expect(nowhere.status()).toBe(404);
    if (withoutDemo) {
      expect(there.status()).toBe(404);
      expect(await there.text()).toBe(await nowhere.text());
    }
  }
});
