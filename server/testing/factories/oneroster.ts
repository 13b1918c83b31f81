import { Readable } from "node:stream";

import { v7 as uuid } from "uuid";
import { ZipFile } from "yazl";

import type { UploadedFile } from "@/server/features/people/import/schema";

/** One row as plain data: column name to cell. */
export type Cells = Record<string, string | number | undefined>;

/** A OneRoster export as plain data. Files that are left out are absent. */
export interface OneRosterData {
  version?: "1.1" | "1.1.1" | "1.2" | "1.2.1" | (string & {});
  mode?: "bulk" | "delta";
  /** Other modes for single files, by name without ".csv". */
  modes?: Record<string, string>;
  users?: Cells[];
  roles?: Cells[];
  demographics?: Cells[];
  classes?: Cells[];
  enrollments?: Cells[];
  /** Our own links.csv, put into the zip. */
  links?: Cells[];
  /** Further entries, or entries that replace the made ones, as they stand. */
  raw?: Record<string, string | Buffer>;
}

const base = ["sourcedId", "status", "dateLastModified"];

/** The columns of each file, in the order of the standard. */
export const headers = {
  users: [...base, "enabledUser", "orgSourcedIds", "role", "username", "userIds", "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "password"],
  users12: [...base, "enabledUser", "username", "userIds", "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "password",
    "userMasterIdentifier", "resourceSourcedIds", "preferredGivenName", "preferredMiddleName", "preferredFamilyName", "primaryOrgSourcedId", "pronouns"],
  roles: [...base, "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId"],
  demographics: [...base, "birthDate", "sex"],
  classes: [...base, "title", "grades", "courseSourcedId", "classCode", "classType", "location", "schoolSourcedId", "termSourcedIds", "subjects", "subjectCodes", "periods"],
  enrollments: [...base, "classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate"],
  links: ["adult", "pupil", "relation", "parental_responsibility", "evidence", "care", "lives_with", "contact_order",
    "spoken_language", "reading_language", "reading_need", "postal_address", "safe_address"],
} as const;

const cellOf = (value: string | number | undefined): string => {
  const text = value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** CSV text of rows under a header. Columns that no header names are dropped. */
export function csvOf(columns: readonly string[], rows: Cells[]): string {
  return [columns, ...rows.map((row) => columns.map((column) => cellOf(row[column])))].map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** The text of links.csv alone. */
export function linksCsv(rows: Cells[]): string {
  return csvOf(headers.links, rows);
}

const fileNames = ["users", "roles", "demographics", "classes", "enrollments"] as const;

/** manifest.csv for the files that the data has. */
export function manifestOf(data: OneRosterData): string {
  const mode = (name: (typeof fileNames)[number]) => data.modes?.[name] ?? (data[name] ? data.mode ?? "bulk" : "absent");
  return csvOf(["propertyName", "value"], [
    { propertyName: "manifest.version", value: "1.0" },
    { propertyName: "oneroster.version", value: data.version ?? "1.1" },
    ...["academicSessions", "categories", "courses", "orgs", "results"].map((name) => ({ propertyName: `file.${name}`, value: "absent" })),
    ...fileNames.map((name) => ({ propertyName: `file.${name}`, value: mode(name) })),
    { propertyName: "source.systemName", value: "Kingsgate tests" },
  ]);
}

/** All bytes of a zip of these entries. */
export async function zipOf(entries: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name, { mtime: new Date("2026-09-01T00:00:00Z") });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** A zip that is written while it is read: for files too big to hold. */
export function streamZip(entries: Record<string, NodeJS.ReadableStream>): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, stream] of Object.entries(entries)) zip.addReadStream(stream, name);
  zip.end();
  return zip.outputStream as unknown as AsyncIterable<Uint8Array>;
}

/** The files of an export by name, before they are zipped. */
export function oneRosterFiles(data: OneRosterData): Record<string, string | Buffer> {
  const files: Record<string, string | Buffer> = { "manifest.csv": manifestOf(data) };
  for (const name of fileNames) {
    const rows = data[name];
    if (!rows) continue;
    const columns = name === "users" && (data.version ?? "1.1").startsWith("1.2") ? headers.users12 : headers[name];
    files[`${name}.csv`] = csvOf(columns, rows);
  }
  if (data.links) files["links.csv"] = linksCsv(data.links);
  return { ...files, ...data.raw };
}

/** A OneRoster zip from plain data. */
export function makeOneRosterZip(data: OneRosterData): Promise<Buffer> {
  return zipOf(oneRosterFiles(data));
}

/** Bytes as an upload gives them. */
export async function* uploadsOf(...files: { name: string; bytes: Uint8Array | string | AsyncIterable<Uint8Array> }[]): AsyncGenerator<UploadedFile> {
  for (const { name, bytes } of files) {
    const chunks = typeof bytes === "string" || bytes instanceof Uint8Array
      ? (async function* () {
          yield Buffer.from(bytes);
        })()
      : bytes;
    yield { name, chunks };
  }
}

/** A pupil's row of users.csv. */
export function pupilRow(input: Cells = {}): Cells {
  const sourcedId = input.sourcedId ?? `pupil-${uuid()}`;
  return { sourcedId, enabledUser: "true", orgSourcedIds: "school", role: "student", username: sourcedId, givenName: "Kit", familyName: "Penrose", grades: "04", ...input };
}

/** A parent's or carer's row of users.csv. */
export function carerRow(input: Cells = {}): Cells {
  const sourcedId = input.sourcedId ?? `carer-${uuid()}`;
  return { sourcedId, enabledUser: "true", orgSourcedIds: "school", role: "guardian", username: sourcedId, givenName: "Sam", familyName: "Penrose", ...input };
}

/** A teacher's row of users.csv. */
export function teacherRow(input: Cells = {}): Cells {
  return carerRow({ role: "teacher", familyName: "Marlow", ...input });
}

/** How big a made export is. */
export interface ExportSize {
  pupils: number;
  carers: number;
}

const GIVEN = ["Ada", "Bilal", "Chen", "Daria", "Efe", "Farah", "Goran", "Hana", "Idris", "Jana", "Kofi", "Lena", "Mina", "Nilo", "Oya", "Paz"];
const FAMILY = ["Ashdown", "Briar", "Corrow", "Dunmere", "Elmsett", "Fenwold", "Garrick", "Hollin", "Iverley", "Jarrow", "Kestle", "Larkhill", "Marrick"];
const LANGUAGES = ["ur", "pl", "ro", "bn", "pa", "so", "ar", "en"];
const PUPILS_A_CLASS = 28;

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
/** The carers of a pupil: one each, and a second one while there are any left. */
const carersOf = (n: number, size: ExportSize) => [n, ...(size.pupils + n < size.carers ? [size.pupils + n] : [])].filter((carer) => carer < size.carers);

function* userLines(size: ExportSize): Generator<Cells> {
  for (let n = 0; n < size.pupils; n++) {
    yield pupilRow({ sourcedId: `p-${n}`, givenName: pick(GIVEN, n), familyName: `${pick(FAMILY, n)} ${n}`, grades: String((n % 7) + 1), agentSourcedIds: carersOf(n, size).map((carer) => `a-${carer}`).join(",") });
  }
  for (let n = 0; n < size.carers; n++) {
    yield carerRow({ sourcedId: `a-${n}`, givenName: pick(GIVEN, n + 3), familyName: `${pick(FAMILY, n)} ${n % size.pupils}`, email: `carer-${n}@family.example`, phone: "07700 900123", agentSourcedIds: `p-${n % size.pupils}` });
  }
  for (let n = 0; n * PUPILS_A_CLASS < size.pupils; n++) yield teacherRow({ sourcedId: `t-${n}`, givenName: pick(GIVEN, n), email: `teacher-${n}@school.example` });
}

function* rowsOf(count: number, row: (n: number) => Cells): Generator<Cells> {
  for (let n = 0; n < count; n++) yield row(n);
}

function* csvLines(columns: readonly string[], rows: Iterable<Cells>): Generator<string> {
  let piece = csvOf(columns, []);
  for (const row of rows) {
    piece += `${columns.map((column) => cellOf(row[column])).join(",")}\n`;
    if (piece.length > 32_768) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

/** The files of a big made export as streams, generated while they are read: nothing of it is ever held whole. */
export function streamBigExport(size: ExportSize): Record<string, NodeJS.ReadableStream> {
  const classes = Math.ceil(size.pupils / PUPILS_A_CLASS);
  const manifest = manifestOf({ users: [], demographics: [], classes: [], enrollments: [] });
  const stream = (columns: readonly string[], rows: Iterable<Cells>) => Readable.from(csvLines(columns, rows));
  return {
    "manifest.csv": Readable.from([manifest]),
    "users.csv": stream(headers.users, userLines(size)),
    "demographics.csv": stream(headers.demographics, rowsOf(size.pupils, (n) => ({ sourcedId: `p-${n}`, birthDate: `20${12 + (n % 7)}-0${(n % 9) + 1}-1${n % 10}`, sex: n % 2 ? "male" : "female" }))),
    "classes.csv": stream(headers.classes, rowsOf(classes, (n) => ({ sourcedId: `c-${n}`, title: `Class ${n}` }))),
    "enrollments.csv": stream(headers.enrollments, rowsOf(size.pupils + classes, (n) =>
      n < size.pupils
        ? { sourcedId: `e-${n}`, classSourcedId: `c-${Math.floor(n / PUPILS_A_CLASS)}`, userSourcedId: `p-${n}`, role: "student" }
        : { sourcedId: `e-${n}`, classSourcedId: `c-${n - size.pupils}`, userSourcedId: `t-${n - size.pupils}`, role: "teacher" })),
    "links.csv": stream(headers.links, rowsOf(size.carers, (n) => ({
      adult: `a-${n}`, pupil: `p-${n % size.pupils}`, relation: n < size.pupils ? "mother" : "father", parental_responsibility: "yes", care: "yes", lives_with: "yes",
      contact_order: n < size.pupils ? 1 : 2, spoken_language: pick(LANGUAGES, n), reading_language: pick(LANGUAGES, n), reading_need: "reads",
    }))),
  };
}
