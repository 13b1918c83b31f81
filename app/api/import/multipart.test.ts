import { describe, expect, it } from "vitest";

import { AppError } from "@/server/lib/errors";

import { readUploadForm } from "./multipart";

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A form as a browser would send it. */
async function formBytes(form: FormData): Promise<{ type: string; bytes: Buffer }> {
  const response = new Response(form);
  return { type: response.headers.get("content-type") ?? "", bytes: Buffer.from(await response.arrayBuffer()) };
}

async function readAll(type: string, bytes: Buffer, size: number) {
  const { fields, files } = await readUploadForm(type, inPieces(bytes, size));
  const read: { name: string; bytes: Buffer }[] = [];
  for await (const file of files) {
    const pieces: Uint8Array[] = [];
    for await (const piece of file.chunks) pieces.push(piece);
    read.push({ name: file.name, bytes: Buffer.concat(pieces) });
  }
  return { fields: Object.fromEntries(fields), files: read };
}

describe("a form with files", () => {
  it("is read the same in pieces of any size, boundaries cut anywhere", async () => {
    const form = new FormData();
    const content = Buffer.from(`\r\n--almost\r\n${"x\r\n--".repeat(200)}`);
    form.set("locale", "ur");
    form.set("file", new File([content], "ex\"port é.zip"));
    form.set("links", new File(["adult,pupil\r\n"], "links.csv"));
    const { type, bytes } = await formBytes(form);
    for (const size of [1, 2, 3, 7, 64, 1000, 100_000]) {
      const read = await readAll(type, bytes, size);
      expect(read.fields).toEqual({ locale: "ur" });
      expect(read.files.map((file) => file.bytes.toString())).toEqual([content.toString(), "adult,pupil\r\n"]);
      expect(read.files[0]?.name).toContain("port é.zip");
    }
  });

  it("passes over a file box that was left empty", async () => {
    const form = new FormData();
    form.set("file", new File(["a"], "a.csv"));
    form.set("links", new File([], ""));
    const { type, bytes } = await formBytes(form);
    expect((await readAll(type, bytes, 10)).files.map((file) => file.name)).toEqual(["a.csv"]);
  });

  it("is refused when it breaks off or is no form", async () => {
    const form = new FormData();
    form.set("file", new File(["0123456789".repeat(100)], "a.csv"));
    const { type, bytes } = await formBytes(form);
    await expect(readAll(type, bytes.subarray(0, bytes.length - 40), 50)).rejects.toBeInstanceOf(AppError);
    await expect(readAll("application/json", bytes, 50)).rejects.toBeInstanceOf(AppError);
    await expect(readAll("multipart/form-data; boundary=other", bytes, 50)).rejects.toBeInstanceOf(AppError);
  });
});
