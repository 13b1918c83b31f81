import { afterEach, describe, expect, it } from "vitest";

import { NotifyRefusal, openTexts } from "./client";
import { type StandIn, type StandInOptions, startNotifyStandIn } from "./stand-in";

const KEY = "kingsgate-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222";
const TEMPLATE = "33333333-3333-4333-8333-333333333333";

let service: StandIn | undefined;
afterEach(() => service?.stop());

async function open(options: Partial<StandInOptions> = {}, key = KEY) {
  service = await startNotifyStandIn({ key: KEY, ...options });
  return openTexts({ url: service.url, key, template: TEMPLATE });
}
const refusal = (answer: Promise<unknown>): Promise<NotifyRefusal> => answer.then(() => { throw new Error("it was taken"); }, (error: unknown) => error as NotifyRefusal);

describe("the text message service", () => {
  it("takes a message in any script, whole, with our reference", async () => {
    const texts = await open();
    const id = await texts.send({ phone: "07700 900123", body: "زارا کے بارے میں رپورٹ تیار ہے۔ https://school.example/ur", reference: "one" });
    expect(service?.taken).toEqual([{ id, reference: "one", phone: "07700900123", body: "زارا کے بارے میں رپورٹ تیار ہے۔ https://school.example/ur" }]);
  });

  it("does not send a message twice when the first answer was lost", async () => {
    const texts = await open();
    const first = await texts.send({ phone: "07700900123", body: "Hello", reference: "same" });
    expect(await texts.send({ phone: "07700900123", body: "Hello", reference: "same" })).toBe(first);
    expect(service?.taken).toHaveLength(1);
    await texts.send({ phone: "07700900123", body: "Hello", reference: "another" });
    expect(service?.taken).toHaveLength(2);
  });

  it("says what it refuses: a wrong number, a wrong key, too many, a fault of its own", async () => {
    const answers = [{ status: 429, error: "RateLimitError", message: "" }, { status: 500, error: "Exception", message: "" }];
    const texts = await open({ onText: () => answers.shift() });
    expect(await refusal(texts.send({ phone: "12", body: "Hello", reference: "a" }))).toMatchObject({ status: 400, kind: "ValidationError" });
    expect(await refusal(texts.send({ phone: "07700900123", body: "Hello", reference: "b" }))).toMatchObject({ status: 429 });
    expect(await refusal(texts.send({ phone: "07700900123", body: "Hello", reference: "c" }))).toMatchObject({ status: 500 });
    const wrong = openTexts({ url: service?.url ?? "", key: KEY.replace(/2{12}$/, "444444444444"), template: TEMPLATE });
    expect(await refusal(wrong.send({ phone: "07700900123", body: "Hello", reference: "d" }))).toMatchObject({ status: 403, kind: "AuthError" });
    expect(service?.taken).toEqual([]);
    await service?.stop();
    expect(await refusal(texts.send({ phone: "07700900123", body: "Hello", reference: "e" }))).toMatchObject({ status: 0 });
  });
});
