import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { provenTags } from "@/server/lib/i18n/language-table";
import { fontPackages } from "@/server/lib/pdf/fonts";
import type { PrintJob } from "@/server/lib/pdf/models";
import { PdfPool } from "@/server/lib/pdf/pool";
import { preparePrint } from "@/server/lib/pdf/prepare";
import { sampleCertificate, sampleEasy, sampleLetter, sampleNewsletter, sampleReport, sampleSentences, sampleWords } from "@/server/lib/pdf/samples.fixture";
import { embeddedFonts, foreignFonts } from "@/server/testing/pdf-fonts";

const require = createRequire(join(process.cwd(), "package.json"));
const pool = new PdfPool({ workers: 2 });
let folder: string;
const opened: Worker[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kingsgate-fonts-"));
});
afterAll(async () => {
  await Promise.all([pool.close(), ...opened.map((thread) => thread.terminate())]);
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  id: number;
  pdf?: Uint8Array;
  refused?: { code: string; detail: string };
}

/** Asks a thread for a document whose every text wants one family alone. */
async function ask(thread: Worker, job: PrintJob, family: string): Promise<Answer> {
  const { data, faces } = preparePrint(job.data);
  const wanting = Object.fromEntries(Object.entries(JSON.parse(faces) as Record<string, object>).map(([key, face]) => [key, { ...face, fonts: [{ name: family, latinOnly: false }] }]));
  const answer = new Promise<Answer>((done) => {
    const take = (message: Answer) => {
      if (message.id !== -1) return;
      thread.off("message", take);
      done(message);
    };
    thread.on("message", take);
  });
  thread.postMessage({ id: -1, template: job.template, data, faces: JSON.stringify(wanting) });
  return answer;
}

/** A machine that has one font: a shipped one under another name, as long as its own. */
function machineWith(family: string, name: string): string {
  const packageName = fontPackages.find((font) => font.family === family)?.packageName ?? "";
  const file = join(dirname(require.resolve(`${packageName}/package.json`)), "400Regular", `${family.replaceAll(" ", "")}_400Regular.ttf`);
  const renamed = readFileSync(file);
  for (const encoding of ["utf16le", "latin1"] as const) {
    const [from, to] = [family, name].map((each) => (encoding === "utf16le" ? Buffer.from(each, encoding).swap16() : Buffer.from(each, encoding))) as [Buffer, Buffer];
    for (let at = renamed.indexOf(from); at >= 0; at = renamed.indexOf(from, at + 1)) to.copy(renamed, at);
  }
  const home = mkdtempSync(join(folder, "machine-"));
  writeFileSync(join(home, "font.ttf"), renamed);
  writeFileSync(join(home, "fonts.conf"), `<?xml version="1.0"?><fontconfig><dir>${home}</dir></fontconfig>`);
  return join(home, "fonts.conf");
}

/** A thread of the compiler as it would be without our list of folders, on such a machine. */
function openOn(list: string, without: string[] = []): Worker {
  process.env.FONTCONFIG_FILE = list;
  const workspace = join(process.cwd(), "server");
  const packages = fontPackages.filter(({ family }) => !without.includes(family)).map((font) => font.packageName);
  const thread = new Worker(join(workspace, "lib", "pdf", "worker.mjs"), { workerData: { workspace, fontPackages: packages, evictEvery: 4 }, execArgv: [] });
  opened.push(thread);
  return thread;
}

describe("fonts of the machine", () => {
  it("are not read: what only the machine has is an unknown family, and without the guard it is printed", async () => {
    const job: PrintJob = { template: "rewards", data: sampleCertificate("en") };
    const list = machineWith("Vazirmatn", "Machinery");
    const bare = await ask(openOn(list), job, "Machinery");
    expect(bare.refused).toBeUndefined();
    expect(embeddedFonts(Buffer.from(bare.pdf ?? [])).map(({ name }) => name)).toEqual(["Machinery-Regular"]);
    process.env.FONTCONFIG_FILE = list;
    const guarded = new PdfPool({ workers: 1 });
    await guarded.render(job);
    const [thread] = guarded.threads;
    if (!thread) throw new Error("no thread");
    expect((await ask(thread, job, "Machinery")).refused).toEqual({ code: "template", detail: "unknown font family: machinery" });
    expect((await ask(thread, job, "Vazirmatn")).refused).toBeUndefined();
    await guarded.close();
  });

  it("that bear a shipped font's name are told by their letters", async () => {
    const thread = openOn(machineWith("Vazirmatn", "Noto Sans"), ["Noto Sans"]);
    const { pdf, refused } = await ask(thread, { template: "rewards", data: sampleCertificate("en") }, "Noto Sans");
    expect(refused).toBeUndefined();
    const made = Buffer.from(pdf ?? []);
    expect(embeddedFonts(made)).toHaveLength(1);
    expect(foreignFonts(made)).toHaveLength(1);
  });
});

const tags = [...new Set([...Object.keys(sampleWords), ...Object.keys(sampleSentences)])];

describe("every letter is drawn as in the shipped font of its name", () => {
  it("covers every language that the table calls proven", () => {
    expect(provenTags.filter((tag) => !tags.includes(tag))).toEqual([]);
    expect(tags.length).toBeGreaterThanOrEqual(26);
  });

  it.each(tags)("in %s, on everything that is printed", async (lang) => {
    const jobs: PrintJob[] = [
      { template: "reports", data: await sampleReport(lang) }, { template: "people", data: { title: "Letters", letters: [await sampleLetter(lang)] } },
      { template: "languages/easy", data: await sampleEasy(lang) }, { template: "newsletters", data: await sampleNewsletter(lang) }, { template: "rewards", data: sampleCertificate(lang) },
    ];
    const files = await Promise.all(jobs.map((job) => pool.render(job)));
    for (const [nth, { pdf }] of files.entries()) {
      expect(embeddedFonts(pdf).length, jobs[nth]?.template).toBeGreaterThan(0);
      expect(foreignFonts(pdf), jobs[nth]?.template).toEqual([]);
    }
  });
});
