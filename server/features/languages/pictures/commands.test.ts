import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { AppError } from "@/server/lib/errors";
import { contextOf, staffContext } from "@/server/testing/context";
import { resetDatabase } from "@/server/testing/database";
import { prepareEnvironment } from "@/server/testing/environment";
import { linkGuardian, makeAdult, makePupil, makeSchool } from "@/server/testing/factories/people";

import { saveTranslation } from "../workbench/commands";
import { listQueue } from "../workbench/queries";
import { remakePhoto, removePhoto, savePhoto } from "./commands";
import { getPhoto, listPictures, pictureBook, printPictures } from "./queries";
import { allIdeas, drawn, PHOTO_BYTES, savePhotoInput } from "./schema";

beforeAll(() => prepareEnvironment());
beforeEach(resetDatabase);

/** A photo as a phone takes it: turned, large, with the place in it. */
const phonePhoto = () => sharp({ create: { width: 1600, height: 900, channels: 3, background: "#2266aa" } })
  .withExif({ IFD0: { Make: "CanaryPhone", Orientation: "6" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" } })
  .jpeg().toBuffer();

async function office() {
  const school = await makeSchool();
  return { school, ctx: await staffContext(school, (await makeAdult(school, { posts: ["office"] })).id) };
}

describe("a photo that was sent", () => {
  it("becomes a small square without place, camera or anything else of the file", async () => {
    const photo = await phonePhoto();
    expect(photo.toString("latin1")).toContain("CanaryPhone");
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const made = await remakePhoto(photo);
    expect(made.toString("latin1")).not.toContain("CanaryPhone");
    const kept = await sharp(made).metadata();
    expect(kept).toMatchObject({ format: "jpeg", width: 200, height: 200 });
    expect([kept.exif, kept.xmp, kept.iptc, kept.icc]).toEqual([undefined, undefined, undefined, undefined]);
    expect(made.length).toBeLessThan(40_000);
  });

  it.each([
    ["a page that calls itself a picture", Buffer.from("<html><script>alert(1)</script></html>")],
    ["a drawing that could run", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>')],
    ["a file cut short", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
    ["nothing", Buffer.alloc(0)],
  ])("is refused when it is %s", async (_what, file) => {
    await expect(remakePhoto(file)).rejects.toThrow(new AppError("invalid_input", { photo: "not_a_photo" }));
  });

  it("is refused when it is too many bytes, or unfolds to too many points", async () => {
    await expect(remakePhoto(new Uint8Array(PHOTO_BYTES + 1))).rejects.toThrow(new AppError("too_large"));
    const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: "#000000" }, limitInputPixels: false }).png().toBuffer();
    await expect(remakePhoto(bomb)).rejects.toMatchObject({ code: "invalid_input" });
  }, 30_000);
});

describe("the school's own photo", () => {
  it("may stand in the place of every idea, and of nothing that is no idea", async () => {
    const { ctx } = await office();
    const file = await sharp({ create: { width: 300, height: 300, channels: 3, background: "#ff0000" } }).png().toBuffer();
    expect((await listPictures(ctx)).map(({ idea }) => idea).sort()).toEqual([...allIdeas].sort());
    for (const idea of allIdeas) expect(savePhotoInput.safeParse({ idea, file: new Uint8Array(file), alt: "Here" }).success, idea).toBe(true);
    for (const idea of ["", "../school", "nonsense"]) expect(savePhotoInput.safeParse({ idea, file: new Uint8Array(file), alt: "Here" }).success).toBe(false);
    await savePhoto(ctx, { idea: "going_well", file, alt: "A child shows a thumb." });
    expect((await pictureBook(ctx.db, "en"))("going_well")).toMatchObject({ alt: "A child shows a thumb." });
    expect((await printPictures(ctx.db, ["going_well"])).going_well).toContain("data:image/jpeg;base64,");
  });

  it("stands in the drawn picture's place, with its words in the reader's language, until it is taken away", async () => {
    const { school, ctx } = await office();
    await linkGuardian(school, (await makeAdult(school, { readingLanguage: "ur" })).id, (await makePupil(school)).id);
    const before = await pictureBook(ctx.db, "ur");
    expect(before("school")).toEqual({ src: "/pictures/school.svg", alt: "" });
    await savePhoto(ctx, { idea: "school", file: await phonePhoto(), alt: "Our school from the street." });
    const english = (await pictureBook(ctx.db, "ur"))("school");
    expect(english).toMatchObject({ alt: "Our school from the street.", lang: "en" });
    const { altTextId, hash } = await ctx.db.picturePhoto.findFirstOrThrow();
    const { items: [waiting] } = await listQueue(ctx, { language: "ur", show: "waiting" });
    expect(waiting).toMatchObject({ textId: altTextId, kind: "languages.pictureAlt", source: "Our school from the street." });
    const { hash: sourceHash } = await ctx.db.segment.findUniqueOrThrow({ where: { id: waiting?.segmentId ?? "" } });
    await saveTranslation(ctx, { segmentId: waiting?.segmentId ?? "", language: "ur", body: "سڑک سے ہمارا سکول۔", sourceHash, as: "approved" });
    expect((await pictureBook(ctx.db, "ur"))("school")).toEqual({ src: `/api/pictures/school?v=${hash}`, alt: "سڑک سے ہمارا سکول۔", lang: "ur" });
    expect((await pictureBook(ctx.db, "ur"))("door")).toEqual(drawn("door"));
    expect((await listPictures(ctx)).filter(({ own }) => own).map(({ idea }) => idea)).toEqual(["school"]);
    expect((await getPhoto(contextOf(school), { idea: "school" })).hash).toBe(hash);
    expect((await printPictures(ctx.db, ["school", "door"])).school).toContain("data:image/jpeg;base64,");

    await savePhoto(ctx, { idea: "school", file: await sharp({ create: { width: 300, height: 300, channels: 3, background: "#ff0000" } }).png().toBuffer(), alt: "The front door." });
    expect((await pictureBook(ctx.db, "ur"))("school")).toMatchObject({ alt: "The front door.", lang: "en" });
    expect(await ctx.db.text.count({ where: { kind: "languages.pictureAlt" } })).toBe(1);
    await removePhoto(ctx, { idea: "school" });
    expect((await pictureBook(ctx.db, "en"))("school")).toEqual(drawn("school"));
    await expect(removePhoto(ctx, { idea: "school" })).rejects.toThrow(new AppError("not_found"));
    expect(await ctx.db.auditEntry.count({ where: { action: { in: ["languages.savePhoto", "languages.removePhoto"] }, actorId: ctx.actor.adultId } })).toBe(3);
  });

  it("is no other school's", async () => {
    const { ctx } = await office();
    await savePhoto(ctx, { idea: "door", file: await phonePhoto(), alt: "The blue door." });
    const elsewhere = contextOf(await makeSchool());
    await expect(getPhoto(elsewhere, { idea: "door" })).rejects.toThrow(new AppError("not_found"));
    expect((await pictureBook(elsewhere.db, "en"))("door")).toEqual(drawn("door"));
  });
});
