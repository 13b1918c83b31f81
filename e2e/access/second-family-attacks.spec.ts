import { randomUUID } from "node:crypto";

import type { APIResponse, BrowserContext } from "@playwright/test";

import { expect, origin, signIn, test } from "../fixtures";

/** Every id that stands in the first family's pages. */
async function idsOf(context: BrowserContext): Promise<string[]> {
  const page = await context.newPage();
  await page.goto("/en/family");
  const links = await page.locator("a[href*='/family/reports/']").evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute("href") ?? ""));
  await page.close();
  return [...new Set(links.map((link) => link.split("/").at(-1) ?? ""))];
}

const addresses = (id: string) => [
  `/en/family/reports/${id}`,
  `/ur/family/reports/${id}`,
  `/ur/family/reports/${id}/easy`,
  `/api/reports/${id}/pdf?lang=en`,
  `/api/reports/${id}/easy?lang=en`,
  `/api/reports/${id}/preview?lang=en`,
  `/en/staff/people/${id}`,
  `/en/staff/people/links/${id}`,
  `/en/staff/reports/preview/${id}`,
  `/api/trpc/reports.family.get?input=${encodeURIComponent(JSON.stringify({ reportId: id }))}`,
  `/api/trpc/reports.family.getEasy?input=${encodeURIComponent(JSON.stringify({ reportId: id }))}`,
  `/api/trpc/people.access.getChild?input=${encodeURIComponent(JSON.stringify({ pupilId: id }))}`,
];

/** What an answer shows, with everything that differs between two askings of the same thing taken out. */
async function seen(answer: APIResponse, id: string): Promise<string> {
  const nonce = /'nonce-([^']+)'/.exec(answer.headers()["content-security-policy"] ?? "")?.[1] ?? "no nonce";
  const body = (await answer.text()).replaceAll(id, "ID").replaceAll(nonce, "NONCE");
  return `${answer.status()} ${body}`;
}

test("a second family gets, for every address of the first, what it gets for one that never was", async ({ browser }) => {
  const [first, second] = [await browser.newContext(), await browser.newContext()];
  await signIn(first, "Amina");
  const ids = await idsOf(first);
  expect(ids.length).toBeGreaterThan(0);
  await signIn(second, "Ewa");
  for (const id of ids) {
    const unknown = randomUUID();
    const invented = addresses(unknown);
    for (const [index, address] of addresses(id).entries()) {
      const theirs = await second.request.get(address);
      const nothing = await second.request.get(invented[index] ?? "");
      expect(theirs.status(), address).toBeGreaterThanOrEqual(400);
      expect(await seen(theirs, id), address).toBe(await seen(nothing, unknown));
      expect(await theirs.text(), address).not.toContain("Zara");
    }
    // The control: the walls stand because of who asks, not because the address is broken.
    expect((await first.request.get(`/en/family/reports/${id}`)).status()).toBe(200);
    expect((await first.request.get(`/api/reports/${id}/pdf?lang=en`)).status()).toBe(200);
  }
  await first.close();
  await second.close();
});

test("a second family cannot answer for the first", async ({ browser }) => {
  const [first, second] = [await browser.newContext(), await browser.newContext()];
  await signIn(first, "Amina");
  await signIn(second, "Ewa");
  const [id] = await idsOf(first);
  for (const [name, input] of [["reports.family.acknowledge", { reportId: id }], ["reports.family.requestTalk", { reportId: id, note: "x" }]] as const) {
    const answer = await second.request.post(`/api/trpc/${name}`, { data: input, headers: { origin } });
    expect(answer.status(), name).toBe(404);
  }
  await first.close();
  await second.close();
});

test("nobody signed in: every address of the first family leads to the door", async ({ browser }) => {
  const [first, nobody] = [await browser.newContext(), await browser.newContext()];
  await signIn(first, "Amina");
  const [id] = await idsOf(first);
  for (const address of addresses(id ?? "")) {
    const answer = await nobody.request.get(address, { maxRedirects: 0 });
    expect([302, 303, 307, 401, 404], `${address}: ${answer.status()}`).toContain(answer.status());
    expect(await answer.text()).not.toContain("Zara");
  }
  await first.close();
  await nobody.close();
});

test("a form sent from another site is refused, and one from here is not", async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, "Grant");
  const [id] = await idsOf(context);
  const send = (headers: Record<string, string>) => context.request.post("/api/trpc/reports.family.acknowledge", { data: { reportId: id }, headers });
  expect((await send({ origin: "https://elsewhere.example" })).status()).toBe(403);
  expect((await send({ origin })).status()).toBe(200);
  await context.close();
});

test("personal pages are never kept by anything between", async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, "Amina");
  const [id] = await idsOf(context);
  for (const address of ["/en/family", `/en/family/reports/${id}`, "/en/family/account", `/api/reports/${id}/pdf?lang=en`]) {
    const answer = await context.request.get(address);
    expect(answer.headers()["cache-control"], address).toBe("private, no-store");
    expect(answer.headers()["x-content-type-options"], address).toBe("nosniff");
  }
  await context.close();
});
