import type { Tx } from "@/server/lib/db/client";

import type { Modes } from "../rules";
import { type ImportCounts, type ImportKind, importKinds, type ImportSample, limits } from "../schema";
import { linksDiff } from "./links/queries";
import { peopleDiff } from "./people/queries";
import { placesDiff } from "./places/queries";
import { crossChecks, keepProblems, lastChecks, ownChecks } from "./problems/queries";

const FEW_ROWS = 2_000;

export interface DiffSetting {
  runId: string;
  now: Date;
  modes: Modes;
  /** The name under which links.csv was given. */
  linksFile: string;
}

/**
 * Compares all staged rows of a run with what the school holds, into tables that live as long as the transaction. Set-based:
 * the same number of statements for ten people and for fifty thousand.
 */
export async function prepareDiff(tx: Tx, setting: DiffSetting): Promise<void> {
  const bulk = Object.entries(setting.modes).filter(([, mode]) => mode === "bulk").map(([kind]) => kind).join(",");
  await tx.$executeRaw`SELECT set_config('import.run', ${setting.runId}, true), set_config('import.now', ${setting.now.toISOString()}, true),
    set_config('import.bulk', ${bulk}, true), set_config('import.links_file', ${setting.linksFile}, true),
    set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`;
  // The planner's guesses do for a few rows; for many it must look first.
  const [staged] = await tx.$queryRaw<{ many: boolean }[]>`SELECT count(*) > ${FEW_ROWS} AS many FROM import_row WHERE run_id = ${setting.runId}::uuid`;
  if (staged?.many) await tx.$executeRaw`SELECT analyze_import()::text`;
  for (const statement of [...peopleDiff, ...placesDiff, ...linksDiff]) {
    if (staged?.many || !statement.startsWith("ANALYZE")) await tx.$executeRawUnsafe(statement);
  }
}

const checks = { own: ownChecks, all: [...ownChecks, ...crossChecks], last: lastChecks };

/**
 * Writes down what the rows together show to be wrong. "own" leaves out what one file says of another, for when lines of one
 * could not be read; "last" asks only what the school may have changed since the preview.
 */
export async function findProblems(tx: Tx, which: keyof typeof checks): Promise<void> {
  for (const check of checks[which]) await tx.$executeRawUnsafe(keepProblems(check), limits.problems, limits.warningsOfAKind);
}

const kindTables: Record<ImportKind, string> = {
  pupil: "im_pupil", adult: "im_adult", link: "im_link", class: "im_class", enrolment: "im_enrolment", teaching: "im_teaching",
};

interface CountRow {
  kind: ImportKind;
  change: string;
  n: number;
}

/** How many of each kind are added, changed, removed and left as they are. */
export async function countDiff(tx: Tx): Promise<Partial<Record<ImportKind, ImportCounts>>> {
  const parts = importKinds.map((kind) => `SELECT '${kind}' AS kind, change, count(*)::int AS n FROM ${kindTables[kind]} GROUP BY change`);
  const rows = await tx.$queryRawUnsafe<CountRow[]>(`${parts.join(" UNION ALL ")}
    UNION ALL SELECT person, 'removed', count(*)::int FROM im_gone GROUP BY person
    UNION ALL SELECT 'class', 'removed', count(*)::int FROM im_class_gone HAVING count(*) > 0`);
  const counts: Partial<Record<ImportKind, ImportCounts>> = {};
  for (const { kind, change, n } of rows) {
    const of = (counts[kind] ??= { added: 0, changed: 0, removed: 0, same: 0, revived: 0 });
    if (change === "revived") {
      of.revived += n;
      of.added += n;
    } else if (change === "added" || change === "changed" || change === "removed") of[change] += n;
    else of.same += n;
  }
  return counts;
}

const SAMPLES = 15;

const people = "SELECT id, given || ' ' || family AS name FROM";
const allPupils = `(${people} im_pupil UNION ALL SELECT id, given_name || ' ' || family_name FROM pupil p WHERE NOT EXISTS (SELECT FROM im_pupil i WHERE i.id = p.id))`;
const allAdults = `(${people} im_adult UNION ALL SELECT id, given_name || ' ' || family_name FROM adult p WHERE NOT EXISTS (SELECT FROM im_adult i WHERE i.id = p.id))`;
const allClasses = "(SELECT id, name FROM im_class_id UNION ALL SELECT id, name FROM im_class_gone)";

/** The first few of each kind and change, by name, for the preview. */
export async function sampleDiff(tx: Tx): Promise<ImportSample[]> {
  const shown = "CASE change WHEN 'revived' THEN 'added' ELSE change END";
  const pick = (kind: ImportKind, table: string) =>
    `SELECT * FROM (SELECT '${kind}' AS kind, ${shown} AS change, id, row_number() OVER (PARTITION BY ${shown} ORDER BY id) AS nth FROM ${table}
      WHERE change IN ('added', 'revived', 'changed', 'removed')) x WHERE nth <= ${SAMPLES}`;
  const goneOf = (person: string) => `(SELECT id, 'removed' AS change FROM im_gone WHERE person = '${person}' UNION ALL SELECT id, change FROM im_${person}) t`;
  return tx.$queryRawUnsafe<ImportSample[]>(`
    SELECT x.kind, x.change, ARRAY[n.name] AS names FROM (${pick("pupil", goneOf("pupil"))}) x JOIN ${allPupils} n ON n.id = x.id
    UNION ALL SELECT x.kind, x.change, ARRAY[n.name] FROM (${pick("adult", goneOf("adult"))}) x JOIN ${allAdults} n ON n.id = x.id
    UNION ALL SELECT x.kind, x.change, ARRAY[n.name] FROM (${pick("class", "(SELECT id, 'removed' AS change FROM im_class_gone UNION ALL SELECT id, change FROM im_class) t")}) x
      JOIN ${allClasses} n ON n.id = x.id
    UNION ALL SELECT x.kind, x.change, ARRAY[a.name, p.name] FROM (${pick("link", "im_link")}) x JOIN im_link l ON l.id = x.id
      JOIN ${allAdults} a ON a.id = l.adult_id JOIN ${allPupils} p ON p.id = l.pupil_id
    UNION ALL SELECT x.kind, x.change, ARRAY[p.name, c.name] FROM (${pick("enrolment", "im_enrolment")}) x JOIN im_enrolment e ON e.id = x.id
      JOIN ${allPupils} p ON p.id = e.person_id JOIN ${allClasses} c ON c.id = e.class_id
    UNION ALL SELECT x.kind, x.change, ARRAY[p.name, c.name] FROM (${pick("teaching", "im_teaching")}) x JOIN im_teaching e ON e.id = x.id
      JOIN ${allAdults} p ON p.id = e.person_id JOIN ${allClasses} c ON c.id = e.class_id
    ORDER BY kind, change, names`);
}
