import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isolateForPrint, withoutIsolates } from "@/server/lib/pdf/isolates";

const shown = (text: string) => text.replace(/\u2066/g, "[").replace(/\u2069/g, "]").replace(/\u00a0/g, "_");

describe("isolateForPrint", () => {
  it.each([
    ["فون کریں 020 7946 0123 ابھی", "فون کریں [020_7946_0123] ابھی"],
    ["+44 (0)20 7946 0123۔", "[+44_(0)20_7946_0123]۔"],
    ["لکھیں office@kingsgate.example۔", "لکھیں [office@kingsgate.example]۔"],
    ["(6 x 8 = 48)", "([6_x_8_=_48])"],
    ["دیکھیں https://kingsgate.example/ur/r?a=1، شکریہ", "دیکھیں [https://kingsgate.example/ur/r?a=1]، شکریہ"],
    ["kingsgate.example/sign-in پر", "[kingsgate.example/sign-in] پر"],
    ["تاریخ 03/12/2026 تک", "تاریخ [03/12/2026] تک"],
    ["کوڈ K7P4-M2XQ لکھیں", "کوڈ [K7P4-M2XQ] لکھیں"],
    ["حاضری 96% ہے", "حاضری [96%] ہے"],
    ["نمبر 7/10 ہے", "نمبر [7/10] ہے"],
  ])("isolates %s", (text, expected) => {
    expect(shown(isolateForPrint(text, "rtl"))).toBe(expected);
  });

  it.each(["58 دن حاضر، 2 دن غیر حاضر۔", "خزاں 2026", "9:00 سے 10:30 تک", "چوتھی جماعت"])("leaves %s alone", (text) => {
    expect(isolateForPrint(text, "rtl")).toBe(text);
  });

  it("only holds phone numbers and sums together in left-to-right text", () => {
    expect(shown(isolateForPrint("Ring 020 7946 0123, 6 x 8 = 48, a@b.example", "ltr"))).toBe("Ring 020_7946_0123, 6_x_8_=_48, a@b.example");
  });

  it("changes nothing but spaces and marks, and nothing on a second pass", () => {
    const piece = fc.constantFrom("زارا", "020 7946 0123", "a@b.example", " ", "6 x 8 = 48", "۔", "(", ")", "7", "K7P4-M2XQ", "https://k.example/a", "\u2066x 1\u2069", "96%", "\n");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom("ltr" as const, "rtl" as const), (pieces, dir) => {
        const text = pieces.join("");
        const once = isolateForPrint(text, dir);
        expect(withoutIsolates(once).replace(/\u00a0/g, " ")).toBe(withoutIsolates(text));
        expect(isolateForPrint(once, dir)).toBe(once);
        expect(once.split("\u2069").length).toBe(once.split(/[\u2066-\u2068]/).length);
      }),
    );
  });
});
