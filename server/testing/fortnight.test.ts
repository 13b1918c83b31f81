import { describe, expect, it } from "vitest";

import { addDays } from "@/server/lib/clock";

import { at, liveFortnight, on } from "./matrix/fortnight";

// What drainOutbox( sends is remembered by its process: this file keeps one to itself.
describe("a fortnight with thirty adults, in which the school reports, writes, sends news, offers visits and corrects a report at night", () => {
  it("gives each of six profiles the ways, hours and calls worked out by hand", async () => {
    const { got, wanted, notRefused, arrived, meant, toHear, gathered, inThem } = await liveFortnight(5);
    expect(got).toEqual(wanted);
    expect(notRefused).toBe(0);
    expect(arrived).toEqual(meant);
    // The link to listen says so, in Somali, and the one call holds the first news alone: the second has been listened to.
    expect(toHear).toEqual(Array.from({ length: 10 }, () => true));
    expect(gathered).toEqual(Array.from({ length: 5 }, () => addDays(at(on(1, 10)), 7)));
    expect(inThem).toBe(5);
  }, 240_000);
});
