import type { CsvRow } from "../csv/rules";
import { readLanguage } from "../languages/rules";
import { excerptOf, LIST_MARK, type Report, splitList, type StagedRow } from "../rules";
import { limits } from "../schema";

/** The columns of links.csv: what OneRoster has no field for. Only the first two must be there. An empty cell says nothing and changes nothing. */
export const linkColumns = [
  "adult", "pupil", "relation", "parental_responsibility", "evidence", "care", "lives_with", "contact_order",
  "spoken_language", "reading_language", "reading_need", "postal_address", "safe_address",
] as const;

export const requiredLinkColumns = ["adult", "pupil"] as const;

const same = (...values: string[]) => Object.fromEntries(values.map((value) => [value, value]));

const relations: Record<string, string> = {
  ...same("mother", "father", "step_parent", "grandparent", "foster_carer", "special_guardian", "relative", "social_worker", "emergency_contact", "other"),
  mum: "mother", dad: "father", stepmother: "step_parent", stepfather: "step_parent", step_mother: "step_parent", step_father: "step_parent",
  grandmother: "grandparent", grandfather: "grandparent", foster_parent: "foster_carer", foster_mother: "foster_carer", foster_father: "foster_carer",
  guardian: "special_guardian", aunt: "relative", uncle: "relative", sibling: "relative", brother: "relative", sister: "relative",
  neighbour: "emergency_contact",
};
const responsibilities: Record<string, string> = { ...same("yes", "no", "unknown"), y: "yes", n: "no", true: "yes", false: "no", not_known: "unknown" };
const truths: Record<string, string> = { yes: "yes", y: "yes", true: "yes", "1": "yes", no: "no", n: "no", false: "no", "0": "no" };
const needs: Record<string, string> = {
  ...same("reads", "reads_with_help", "does_not_read", "unknown"), yes: "reads", with_help: "reads_with_help", no: "does_not_read", cannot_read: "does_not_read",
};

/** Turns one line of links.csv into a row to stage; null when it has a fault (which is reported with its column). */
export function parseLinkRow(row: CsvRow, file: string, report: Report): StagedRow | null {
  let bad = false;
  const fault = (column: string, code: string, args: Record<string, string | number> = {}) => {
    bad = true;
    report({ file, line: row.line, column, code, fatal: true, args });
  };
  const body: StagedRow["body"] = {};
  const choose = (column: string, key: string, table: Record<string, string>) => {
    const cell = row.text(column).toLowerCase().replace(/[\s-]+/g, "_");
    if (cell === "") return;
    const value = table[cell];
    if (value === undefined) fault(column, "choice_unknown", { value: excerptOf(row.text(column)), choices: [...new Set(Object.values(table))].join(", ") });
    else if (table === truths) body[key] = value === "yes";
    else body[key] = value;
  };

  for (const column of requiredLinkColumns) {
    const id = row.text(column);
    if (id === "") fault(column, "value_missing");
    else if (id.length > limits.cellLength) fault(column, "value_too_long", { most: limits.cellLength });
    else body[column] = id;
  }
  choose("relation", "relation", relations);
  choose("parental_responsibility", "pr", responsibilities);
  choose("care", "care", truths);
  choose("lives_with", "lives", truths);
  choose("reading_need", "need", needs);
  choose("safe_address", "safe", truths);

  const evidence = row.text("evidence");
  if (evidence.length > limits.cellLength) fault("evidence", "value_too_long", { most: limits.cellLength });
  else if (evidence !== "") body.evidence = evidence;

  const order = row.text("contact_order");
  if (order !== "") {
    if (/^\d{1,2}$/.test(order) && Number(order) > 0) body.order = Number(order);
    else fault("contact_order", "number_bad", { value: excerptOf(order) });
  }

  const spoken: string[] = [];
  for (const name of splitList(row.raw("spoken_language"))) {
    const tag = readLanguage(name);
    if (!tag) fault("spoken_language", "language_unknown", { value: excerptOf(name) });
    else if (!spoken.includes(tag)) spoken.push(tag);
  }
  if (spoken.length > 0) body.spoken = spoken.join(LIST_MARK);
  const reading = row.text("reading_language");
  if (reading !== "") {
    const tag = readLanguage(reading);
    if (tag) body.reading = tag;
    else fault("reading_language", "language_unknown", { value: excerptOf(reading) });
  }

  const address = splitList(row.raw("postal_address"), /[;\n]|,(?=\s)/);
  if (address.length > 8 || address.some((part) => part.length > limits.cellLength)) fault("postal_address", "value_too_long", { most: limits.cellLength });
  else if (address.length > 0) body.address = address.join(LIST_MARK);

  if (bad) return null;
  return { kind: "link", externalId: `${String(body.adult)}${LIST_MARK}${String(body.pupil)}`, line: row.line, remove: false, body };
}
