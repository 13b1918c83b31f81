import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";

import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";
import { translatorFor } from "@/server/lib/i18n/translator";
import { resetDatabase, workerDatabase } from "@/server/testing/database";
import { importContext, importOneRoster, previewOneRoster, previewUpload } from "@/server/testing/factories/imports";
import { carerRow, linksCsv, manifestOf, oneRosterFiles, type OneRosterData, pupilRow, teacherRow, uploadsOf, zipOf } from "@/server/testing/factories/oneroster";
import { makeAdult, makeSchool } from "@/server/testing/factories/people";

import { openUpload } from "../archive/rules";
import { startImport } from "../commands";
import { makeExampleZip } from "../example/rules";
import { listAllProblems } from "../queries";
import { runReading } from "./commands";

const MB = 1024 * 1024;

beforeAll(async () => {
  process.env.DATABASE_URL = (await workerDatabase()).url;
  process.env.AUTH_SECRET ??= "only-for-tests-only-for-tests-only-for-tests";
});

let school: SchoolFacts;
beforeEach(async () => {
  await resetDatabase();
  school = await makeSchool();
});

const good = (): OneRosterData => ({
  users: [
    pupilRow({ sourcedId: "p1", givenName: "Sana", agentSourcedIds: "a1" }),
    carerRow({ sourcedId: "a1", givenName: "Amina", email: "amina@family.example", agentSourcedIds: "p1" }),
    teacherRow({ sourcedId: "t1", email: "patel@school.example" }),
  ],
  demographics: [{ sourcedId: "p1", birthDate: "2017-12-01", sex: "female" }],
  classes: [{ sourcedId: "c1", title: "Willow" }],
  enrollments: [{ sourcedId: "e1", classSourcedId: "c1", userSourcedId: "p1", role: "student" }, { sourcedId: "e2", classSourcedId: "c1", userSourcedId: "t1", role: "teacher" }],
});

const readFolder = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts")).map((name) => path.join(folder, name));

const short = (problem: { file: string; line: number; column: string | null; code: string }) => [problem.file, problem.line, problem.column, problem.code];

/** What an upload is refused for: file, line, column and code. The school stays empty, and every code has words. */
async function refusals(files: Parameters<typeof previewUpload>[1]) {
  const { run, problems } = await previewUpload(school, files);
  expect(run.state).toBe("refused");
  expect(await dbFor(school.id).pupil.count()).toBe(0);
  const t = translatorFor("en");
  for (const problem of problems) expect(t(`import.problems.${problem.code}`, problem.args)).not.toContain("{");
  return problems.filter((problem) => problem.fatal).map(short);
}

const zipped = async (entries: Record<string, string | Buffer>) => uploadsOf({ name: "export.zip", bytes: await zipOf(entries) });
const changed = async (data: OneRosterData) => zipped(oneRosterFiles(data));
const withUsers = (...users: OneRosterData["users"] & object[]): OneRosterData => ({ ...good(), users: [...(good().users ?? []), ...users] });

it("takes a good file (the control for all refusals below)", async () => {
  const { run, problems } = await previewOneRoster(school, good());
  expect([run.state, problems]).toEqual(["previewed", []]);
});

describe("files that are not what they say", () => {
  it.each([
    ["a spreadsheet renamed .csv", "links.csv", async () => zipOf({ "[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>" }), "spreadsheet"],
    ["an old spreadsheet renamed .csv", "links.csv", async () => Buffer.from("d0cf11e0a1b11ae1000000", "hex"), "spreadsheet"],
    ["UTF-16 with its mark", "links.csv", async () => Buffer.from("\ufeffadult,pupil\r\na1,p1\r\n", "utf16le"), "encoding_utf16"],
    ["UTF-16 without a mark", "links.csv", async () => Buffer.from("adult,pupil\r\na1,p1\r\n", "utf16le"), "encoding_utf16"],
    ["a PDF", "links.csv", async () => Buffer.from("%PDF-1.7 ..."), "not_csv"],
    ["a web page", "links.csv", async () => Buffer.from("<!doctype html><html>"), "not_csv"],
    ["semicolons", "links.csv", async () => Buffer.from("adult;pupil\r\na1;p1\r\n"), "delimiter_wrong"],
    ["a zip that breaks off", "export.zip", async () => (await zipOf(oneRosterFiles(good()))).subarray(0, 300), "zip_broken"],
    ["users.csv without its zip", "users.csv", async () => Buffer.from("sourcedId\r\n"), "file_without_zip"],
    ["a zip without CSV", "export.zip", async () => zipOf({ "read me.txt": "hello" }), "zip_without_csv"],
    ["a zip without a manifest", "export.zip", async () => zipOf({ "users.csv": "sourcedId\r\n" }), "manifest_missing"],
    ["files in a folder", "export.zip", async () => zipOf({ "export/manifest.csv": "", "export/users.csv": "" }), "files_in_folder"],
    ["an unknown version", "export.zip", async () => zipOf(oneRosterFiles({ ...good(), version: "2.0" })), "manifest_version"],
    ["a mode that is none", "export.zip", async () => zipOf(oneRosterFiles({ ...good(), modes: { users: "some" } })), "manifest_mode"],
  ])("%s", async (_, name, bytes, code) => {
    expect((await refusals(uploadsOf({ name, bytes: await bytes() }))).map((problem) => problem[3])).toContain(code);
  });

  it("a spreadsheet inside the zip, and Latin-1 letters with their line", async () => {
    const files = oneRosterFiles(good());
    expect(await refusals(await zipped({ ...files, "classes.csv": await zipOf({ "xl/workbook.xml": "" }) }))).toContainEqual(["classes.csv", 0, null, "spreadsheet"]);
    const latin = Buffer.from(String(files["users.csv"]).replace("Amina", "Am\u00edna"), "latin1");
    expect(await refusals(await zipped({ ...files, "users.csv": latin }))).toContainEqual(["users.csv", 3, null, "encoding_not_utf8"]);
  });

  it("a file that the manifest names and the zip lacks, and a full list of nobody", async () => {
    const { "users.csv": _, ...rest } = oneRosterFiles(good());
    expect(await refusals(await zipped(rest))).toContainEqual(["manifest.csv", 0, null, "file_missing"]);
    expect(await refusals(await changed({ users: [] }))).toEqual([["users.csv", 1, null, "bulk_empty"]]);
  });
});

describe("zips that mean harm", () => {
  it("a bomb is refused at once without being unpacked", async () => {
    const bytes = await zipOf({ "manifest.csv": manifestOf(good()), "users.csv": Buffer.alloc(16 * MB) });
    expect(bytes.length).toBeLessThan(MB);
    const ctx = importContext(school);
    const { runId } = await startImport(ctx, { files: uploadsOf({ name: "bomb.zip", bytes }) });
    await dbFor(school.id).$queryRaw`SELECT 1`;
    const before = process.memoryUsage().rss;
    const spent = process.cpuUsage();
    await runReading(ctx, runId);
    // Time of the processor, not of the clock: other tests run beside this one.
    const { user, system } = process.cpuUsage(spent);
    expect((user + system) / 1000).toBeLessThan(1_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * MB);
    expect((await listAllProblems(ctx, { runId })).map(short)).toEqual([["bomb.zip", 0, null, "zip_bomb"]]);
  });

  it("one that lies about its size is stopped while it unpacks", async () => {
    const bytes = Buffer.from(await zipOf({ "users.csv": `sourcedId\r\n${"x".repeat(5 * MB)}` }));
    const entry = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.writeUInt32LE(1_000, entry + 24); // the size in the directory
    const source = { name: "liar.zip", size: bytes.length, stream: (start: number, end: number) => Readable.from([bytes.subarray(start, end)]) };
    const archive = await openUpload(source);
    let read = 0;
    await expect((async () => {
      for await (const piece of await archive.files[0]!.open()) read += (piece as Buffer).length;
    })()).rejects.toThrow(/too many bytes/);
    expect(read).toBeLessThan(MB);
  });

  it("names that climb out of the folder, too many files", async () => {
    const climbing = Buffer.from((await zipOf({ "aa/users.csv": "x", "manifest.csv": "y" })).toString("latin1").replaceAll("aa/users.csv", "../users.csv"), "latin1");
    expect(await refusals(uploadsOf({ name: "export.zip", bytes: climbing }))).toEqual([["export.zip", 0, null, "zip_name_bad"]]);
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f${n}.csv`, ""]));
    expect(await refusals(await zipped(many))).toEqual([["export.zip", 0, null, "zip_entries"]]);
  });
});

describe("CSV that strays from the usual", () => {
  it("a byte order mark, quoted line breaks, unknown columns, another order, other line ends: read", async () => {
    const files = oneRosterFiles(good());
    const users = ["metadata.house,role,familyName,givenName,grades,sourcedId,agentSourcedIds", "Red,student,\"Iqbal\r\nShah\",Sana,\"04,05\",p1,a1",
      "\"a,\"\"b\"\"\",guardian,Iqbal,Amina,,a1,p1", "x,teacher,Marlow,Sam,,t1,"].join("\n");
    const { run, problems } = await previewUpload(school, await zipped({ ...files, "users.csv": `\ufeff${users}`, "classes.csv": "\ufeffsourcedId,title\rc1,Willow\r" }));
    expect([run.state, problems]).toEqual(["previewed", []]);
    expect(run.summary.samples).toContainEqual({ kind: "pupil", change: "added", names: ["Sana Iqbal Shah"] });
  });
});

describe("lines that are wrong", () => {
  it("are all listed, each with line, column and reason", async () => {
    const data = withUsers(
      pupilRow({ sourcedId: "p2", grades: "Year 40" }), pupilRow({ sourcedId: "p3", grades: "" }), carerRow({ sourcedId: "a2", email: "not an address" }),
      carerRow({ sourcedId: "a3", role: "wizard" }), carerRow({ sourcedId: "a4", givenName: "" }), pupilRow({ sourcedId: "p1" }), carerRow({ sourcedId: "a5", status: "gone" }),
    );
    const problems = await refusals(await changed({
      ...data,
      demographics: [{ sourcedId: "p1", birthDate: "31/08/2017" }, { sourcedId: "p9", birthDate: "2017-02-30" }],
      enrollments: [{ sourcedId: "e1", classSourcedId: "c9", userSourcedId: "p1", role: "student" }, { sourcedId: "e2", classSourcedId: "c1", userSourcedId: "nobody", role: "teacher" },
        { sourcedId: "e3", classSourcedId: "c1", userSourcedId: "a1", role: "student" }, { sourcedId: "e4", classSourcedId: "c1", userSourcedId: "p1", role: "teacher" }],
    }));
    expect(problems.sort()).toEqual([
      ["demographics.csv", 2, "birthDate", "date_bad"], ["demographics.csv", 3, "birthDate", "date_bad"], ["demographics.csv", 3, "sourcedId", "reference_unknown"],
      ["enrollments.csv", 2, "classSourcedId", "reference_unknown"], ["enrollments.csv", 3, "userSourcedId", "reference_unknown"],
      ["enrollments.csv", 4, "userSourcedId", "enrolment_not_pupil"], ["enrollments.csv", 5, "userSourcedId", "enrolment_not_adult"],
      ["users.csv", 11, "status", "status_bad"], ["users.csv", 10, "sourcedId", "id_twice"],
      ["users.csv", 5, "grades", "grade_unknown"], ["users.csv", 6, "grades", "grade_missing"], ["users.csv", 7, "email", "email_bad"],
      ["users.csv", 8, "role", "role_unknown"], ["users.csv", 9, "givenName", "value_missing"],
    ].sort());
  });

  it("a shared e-mail address names every line; an address written in by hand is not taken over", async () => {
    expect(await refusals(await changed(withUsers(carerRow({ sourcedId: "a2", email: "AMINA@family.example" }))))).toEqual([
      ["users.csv", 3, "email", "email_twice"], ["users.csv", 5, "email", "email_twice"],
    ]);
    await makeAdult(school, { email: "patel@school.example" });
    expect(await refusals(await changed(good()))).toEqual([["users.csv", 4, "email", "email_by_hand"]]);
  });

  it("a link to nobody stops the file; a one-sided link is only said", async () => {
    expect(await refusals(await changed(withUsers(pupilRow({ sourcedId: "p2", agentSourcedIds: "a9" }))))).toEqual([["users.csv", 5, "agentSourcedIds", "reference_unknown"]]);
    const { run, problems } = await previewOneRoster(school, withUsers(pupilRow({ sourcedId: "p2", agentSourcedIds: "a1" }), carerRow({ sourcedId: "a2", agentSourcedIds: "p1,t1" })));
    expect(run.state).toBe("previewed");
    expect(problems.map((problem) => [problem.line, problem.code, problem.fatal, problem.args.side]).sort()).toEqual([
      [5, "link_one_sided", false, "pupil"], [6, "agent_not_pupil", false, undefined], [6, "link_one_sided", false, "adult"],
    ]);
    expect(run.summary.counts.link).toMatchObject({ added: 3 });
  });

  it("in a delta each line needs a status and a date, and names people who are there", async () => {
    await importOneRoster(school, good());
    const { run, problems } = await previewOneRoster(school, {
      mode: "delta",
      users: [pupilRow({ sourcedId: "p7" }), { ...pupilRow({ sourcedId: "p8" }), status: "active", dateLastModified: "yesterday" }],
      enrollments: [{ sourcedId: "e9", status: "active", dateLastModified: "2026-11-01T00:00:00Z", classSourcedId: "c1", userSourcedId: "p99", role: "student" }],
    });
    expect(run.state).toBe("refused");
    expect(problems.map(short)).toEqual([
      ["enrollments.csv", 2, "userSourcedId", "reference_unknown"], ["users.csv", 2, "dateLastModified", "modified_missing"],
      ["users.csv", 2, "status", "status_missing"], ["users.csv", 3, "dateLastModified", "date_bad"],
    ]);
  });

  it("links.csv: unknown languages and choices, two answers for one adult, people who are not there", async () => {
    await importOneRoster(school, good());
    const rows = [
      { adult: "a1", pupil: "p1", spoken_language: "Urdu; Klingon", reading_language: "xx-Bork", relation: "boss", care: "perhaps", contact_order: "first" },
      { adult: "a1", pupil: "p9", reading_need: "reads" }, { adult: "t1", pupil: "a1" }, { adult: "", pupil: "p1" }, { adult: "a1", pupil: "p1", reading_need: "does not read" },
    ];
    const { run, problems } = await previewUpload(school, uploadsOf({ name: "who is who.csv", bytes: linksCsv(rows) }));
    expect(run.state).toBe("refused");
    expect(problems.map((problem) => short(problem).slice(1)).sort()).toEqual([
      [2, "care", "choice_unknown"], [2, "contact_order", "number_bad"], [2, "reading_language", "language_unknown"], [2, "relation", "choice_unknown"],
      [2, "spoken_language", "language_unknown"], [3, "pupil", "reference_unknown"], [4, "pupil", "link_not_pupil"], [5, "adult", "value_missing"], [6, "reading_need", "adult_differs"],
    ].sort());
    expect(problems[0]?.file).toBe("who is who.csv");
  });
});

it("the example that the page offers can be imported, and takes nobody away", async () => {
  await importOneRoster(school, good());
  const { run, problems } = await previewUpload(school, uploadsOf({ name: "example.zip", bytes: await makeExampleZip() }));
  expect([run.state, problems]).toEqual(["previewed", []]);
  expect(run.summary.counts).toMatchObject({ pupil: { added: 2, removed: 0 }, adult: { added: 3, removed: 0 }, link: { added: 3 }, class: { added: 1, removed: 0 } });
});

it("every code that the import can give has words, and no words are left without a code", () => {
  const { problems } = JSON.parse(readFileSync(path.join(process.cwd(), "messages/en/import.json"), "utf8")) as { problems: Record<string, string> };
  const folder = path.join(process.cwd(), "server/features/people/import");
  const source = readFolder(folder).map((file) => readFileSync(file, "utf8")).join("\n");
  const given = [/code: "(\w+)"/g, /UploadFault\("(\w+)"/g, /fault\((?:"\w+"|column), "(\w+)"/g].flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] as string));
  expect(given.length).toBeGreaterThan(40);
  expect(given.filter((code) => code !== "stop" && !(code in problems))).toEqual([]);
  expect(Object.keys(problems).filter((code) => !source.includes(code) && !source.includes(code.replace(/(adult|pupil)$/, "${col}")))).toEqual([]);
});
