import { type Archive, type ByteSource, type CsvSource, openUpload } from "../archive/rules";
import { type CsvRow, readCsv } from "../csv/rules";
import { parseLinkRow, requiredLinkColumns } from "../links/rules";
import { fileSpecs, type OneRosterFile, parseOneRosterRow, unreadFiles, versions } from "../oneroster/rules";
import { excerptOf, isDatabaseFault, type Modes, UploadFault } from "../rules";
import type { Stager } from "../staging/commands";

interface Manifest {
  version: "1.1" | "1.2";
  modes: Map<string, "bulk" | "delta" | "absent">;
}

export interface Reading {
  modes: Modes;
  linksFile: string;
}

/** Runs work on one file; what is wrong with the file as a whole is one more problem, and the next file is read all the same. */
async function guarded(stager: Stager, file: CsvSource, inZip: boolean, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UploadFault) {
      if (error.code === "rows_too_many") throw error;
      stager.report({ ...error.asProblem(), file: error.file || file.name });
      return;
    }
    if (!inZip || isDatabaseFault(error)) throw error;
    // What the unpacking itself complains of (a wrong checksum, more bytes than announced) comes without a code of ours.
    stager.report({ file: file.name, line: 0, code: "zip_broken", fatal: true });
  }
}

/** What manifest.csv says: which version, and whether each file holds everything (bulk) or what changed (delta). */
async function readManifest(file: CsvSource, stager: Stager): Promise<Manifest> {
  const values = new Map<string, { value: string; line: number }>();
  const take = (row: CsvRow) => values.set(row.text("propertyName"), { value: row.text("value"), line: row.line });
  await readCsv(await file.open(), { file: file.name, required: ["propertyName", "value"] }, { row: take, report: stager.report });
  const modes: Manifest["modes"] = new Map();
  for (const [name, { value, line }] of values) {
    if (!name.startsWith("file.")) continue;
    const mode = value.toLowerCase();
    if (mode === "bulk" || mode === "delta" || mode === "absent") modes.set(`${name.slice(5).toLowerCase()}.csv`, mode);
    else stager.report({ file: file.name, line, column: "value", code: "manifest_mode", fatal: true, args: { value: excerptOf(value) } });
  }
  const stated = values.get("oneroster.version");
  if (!stated || !versions.some((known) => known === stated.value)) {
    throw new UploadFault("manifest_version", file.name, { value: excerptOf(stated?.value ?? ""), known: versions.join(", ") }, stated?.line ?? 1, "value");
  }
  return { version: stated.value.startsWith("1.2") ? "1.2" : "1.1", modes };
}

interface Plan {
  files: { source: CsvSource; name: OneRosterFile; mode: "bulk" | "delta" }[];
  version: "1.1" | "1.2";
}

/** Which files of a zip are read and how, with a word on each that is missing or not expected. */
function planFiles(archive: Archive, manifest: Manifest, stager: Stager): Plan {
  const plan: Plan = { files: [], version: manifest.version };
  for (const [name, mode] of manifest.modes) {
    const source = archive.files.find((file) => file.name === name);
    if (mode !== "absent" && !source && name in fileSpecs) {
      stager.report({ file: "manifest.csv", line: 0, code: "file_missing", fatal: true, args: { name } });
    }
    if (mode !== "absent" && source && name in fileSpecs) plan.files.push({ source, name: name as OneRosterFile, mode });
  }
  for (const { name } of archive.files) {
    if (name === "manifest.csv" || name === "links.csv" || unreadFiles.includes(name)) continue;
    const mode = manifest.modes.get(name);
    if (!(name in fileSpecs)) stager.report({ file: name, line: 0, code: "file_unknown", fatal: false });
    else if (!mode || mode === "absent") stager.report({ file: name, line: 0, code: "file_not_in_manifest", fatal: false });
  }
  return plan;
}

async function stageOneRoster(plan: Plan, stager: Stager, today: string, modes: Modes): Promise<void> {
  for (const { source, name, mode } of plan.files) {
    const { kind, required } = fileSpecs[name];
    modes[kind] = mode;
    const needed = [...required, ...(mode === "delta" ? ["status", "dateLastModified"] : []), ...(name === "users.csv" && plan.version === "1.1" ? ["role"] : [])];
    const set = { file: name, mode, version: plan.version, today, report: stager.report };
    const take = (row: CsvRow) => {
      const parsed = parseOneRosterRow(kind, row, set);
      if (parsed) stager.add(parsed);
    };
    await guarded(stager, source, true, async () => {
      const rows = await readCsv(await source.open(), { file: name, required: needed }, { row: take, report: stager.report, pause: stager.pause });
      // A list of everybody with nobody in it would take the whole school away.
      if (rows === 0 && kind === "user" && mode === "bulk") throw new UploadFault("bulk_empty", name, {}, 1);
    });
  }
}

async function stageLinks(source: CsvSource, inZip: boolean, stager: Stager): Promise<void> {
  const take = (row: CsvRow) => {
    const parsed = parseLinkRow(row, source.name, stager.report);
    if (parsed) stager.add(parsed);
  };
  const spec = { file: source.name, required: requiredLinkColumns, lenientHeader: true };
  await guarded(stager, source, inZip, async () => {
    const rows = await readCsv(await source.open(), spec, { row: take, report: stager.report, pause: stager.pause });
    if (rows === 0) stager.report({ file: source.name, line: 1, code: "file_without_lines", fatal: false });
  });
}

/**
 * Reads an upload (a OneRoster zip, links.csv inside or beside it, or links.csv alone) into staged rows. Every fault becomes a
 * problem with file, line, column and code; nothing is thrown but what concerns the database.
 * @param today the date in the school's zone, YYYY-MM-DD
 */
export async function readUpload(sources: ByteSource[], stager: Stager, today: string): Promise<Reading> {
  const modes: Modes = {};
  let linksFile = "links.csv";
  for (const source of sources) {
    let archive: Archive | undefined;
    try {
      archive = await openUpload(source);
      const { zipped } = archive;
      const manifest = zipped ? archive.files.find((file) => file.name === "manifest.csv") : undefined;
      const links = zipped ? archive.files.find((file) => file.name === "links.csv") : archive.files[0];
      if (zipped && !manifest && !(links && archive.files.length === 1)) throw new UploadFault("manifest_missing", source.name);
      if (!zipped && links && (links.name in fileSpecs || links.name === "manifest.csv" || unreadFiles.includes(links.name))) {
        throw new UploadFault("file_without_zip", source.name, { name: links.name });
      }
      if (links && modes.link) throw new UploadFault("links_twice", source.name);
      if (manifest) await stageOneRoster(planFiles(archive, await readManifest(manifest, stager), stager), stager, today, modes);
      if (links) {
        modes.link = "delta";
        linksFile = links.name;
        await stageLinks(links, zipped, stager);
      }
    } catch (error) {
      if (error instanceof UploadFault) stager.report({ ...error.asProblem(), file: error.file || source.name });
      else if (archive?.zipped && !isDatabaseFault(error)) stager.report({ file: source.name, line: 0, code: "zip_broken", fatal: true });
      else throw error;
    } finally {
      archive?.close();
    }
  }
  if (stager.rows === 0 && !stager.refused) stager.report({ file: sources[0]?.name ?? "", line: 0, code: "nothing_to_import", fatal: true });
  return { modes, linksFile };
}

