import { excerptOf, isMoment, LIST_MARK, readDate, readEmail, type Report, splitList, type StagedRow } from "../rules";
import type { CsvRow } from "../csv/rules";
import { limits } from "../schema";

/** The versions of OneRoster CSV that are read, as written in manifest.csv. */
export const versions = ["1.1", "1.1.1", "1.2", "1.2.1"] as const;

/** The files that are read, with the columns without which they mean nothing. Columns go by name, never by place. */
export const fileSpecs = {
  "users.csv": { kind: "user", required: ["sourcedId", "givenName", "familyName"] },
  "roles.csv": { kind: "role", required: ["sourcedId", "userSourcedId", "role"] },
  "demographics.csv": { kind: "demographic", required: ["sourcedId"] },
  "classes.csv": { kind: "class", required: ["sourcedId", "title"] },
  "enrollments.csv": { kind: "enrolment", required: ["sourcedId", "classSourcedId", "userSourcedId", "role"] },
} as const;

export type OneRosterFile = keyof typeof fileSpecs;

/** Files of the standard that hold nothing Kingsgate keeps. */
export const unreadFiles: readonly string[] = [
  "academicsessions.csv", "categories.csv", "classresources.csv", "courses.csv", "courseresources.csv", "lineitems.csv", "orgs.csv",
  "resources.csv", "results.csv", "userprofiles.csv", "userresources.csv", "lineitemlearningobjectiveids.csv", "lineitemscorescales.csv",
  "resultlearningobjectiveids.csv", "resultscorescales.csv", "scorescales.csv",
];

interface RoleMeaning {
  person: "pupil" | "adult";
  /** The post that the role gives. The head is named by the school itself, never by a file. */
  post?: "teacher" | "office";
  relative?: true;
}

/** OneRoster's user roles, 1.1 and 1.2 together. Roles of a whole district give no post in one school. */
const userRoles: Record<string, RoleMeaning> = {
  student: { person: "pupil" },
  teacher: { person: "adult", post: "teacher" },
  aide: { person: "adult", post: "teacher" },
  counselor: { person: "adult", post: "teacher" },
  proctor: { person: "adult", post: "teacher" },
  administrator: { person: "adult", post: "office" },
  siteadministrator: { person: "adult", post: "office" },
  principal: { person: "adult", post: "office" },
  districtadministrator: { person: "adult" },
  systemadministrator: { person: "adult" },
  guardian: { person: "adult" },
  parent: { person: "adult" },
  relative: { person: "adult", relative: true },
};

/** What each grade code means here: 0 is Reception, 1 to 13 are Years, -1 is Nursery. Schools' own ways of writing stand beside the standard's. */
const grades: Record<string, number> = {
  it: -1, pr: -1, pk: -1, tk: -1, n: -1, n1: -1, n2: -1, nursery: -1,
  kg: 0, k: 0, r: 0, reception: 0, "year r": 0, "0": 0, "00": 0,
  ...Object.fromEntries(Array.from({ length: 13 }, (_, i) => i + 1).flatMap((year) => [
    [String(year), year], [String(year).padStart(2, "0"), year], [`year ${year}`, year], [`y${year}`, year], [`yr ${year}`, year], [`year${year}`, year],
  ])),
};

/** The year group of a grade code, or null when it is none we know. */
export function readGrade(cell: string): number | null {
  return grades[cell.trim().toLowerCase()] ?? null;
}

/** What a user's role means, or null when the standard has no such role. */
export function readUserRole(cell: string): RoleMeaning | null {
  return userRoles[cell.trim().toLowerCase()] ?? null;
}

export interface RowSetting {
  file: string;
  mode: "bulk" | "delta";
  /** In 1.1 the role stands in users.csv, in 1.2 in roles.csv. */
  version: "1.1" | "1.2";
  /** Today's date in the school's zone, YYYY-MM-DD: what ended before it no longer counts. */
  today: string;
  report: Report;
}

/** Finds fault with one row: each fault names its column. */
class RowCheck {
  bad = false;

  constructor(private readonly row: CsvRow, private readonly set: RowSetting) {}

  fault(column: string, code: string, args: Record<string, string | number> = {}): void {
    this.bad = true;
    this.set.report({ file: this.set.file, line: this.row.line, column, code, fatal: true, args });
  }

  /** A cell that must not be empty. */
  needed(column: string): string {
    const value = this.optional(column);
    if (value === "") this.fault(column, "value_missing");
    return value;
  }

  optional(column: string): string {
    const value = this.row.text(column);
    if (value.length <= limits.cellLength) return value;
    this.fault(column, "value_too_long", { most: limits.cellLength });
    return value.slice(0, limits.cellLength);
  }

  date(column: string): string | null {
    const cell = this.row.text(column);
    if (cell === "") return null;
    // A moment's day counts too: some systems write dates as 2016-09-01T00:00:00Z.
    const date = readDate(isMoment(cell) ? cell.slice(0, 10) : cell);
    if (!date) this.fault(column, "date_bad", { value: excerptOf(cell) });
    return date;
  }

  /** Whether the row is to be taken away. Delta rows must say when and what changed; bulk rows may leave both empty. */
  status(): boolean {
    const status = this.row.text("status").toLowerCase();
    if (this.set.mode === "delta") {
      if (status === "") this.fault("status", "status_missing");
      const moment = this.row.text("dateLastModified");
      if (moment === "") this.fault("dateLastModified", "modified_missing");
      else if (!isMoment(moment)) this.fault("dateLastModified", "date_bad", { value: excerptOf(moment) });
    }
    if (status !== "" && status !== "active" && status !== "tobedeleted") this.fault("status", "status_bad", { value: excerptOf(status) });
    return status === "tobedeleted";
  }
}

type Parsed = Omit<StagedRow, "kind" | "line"> | null;

function parseUser(row: CsvRow, set: RowSetting, check: RowCheck): Parsed {
  const externalId = check.needed("sourcedId");
  const remove = check.status();
  if (remove) return { externalId, remove, body: {} };
  const body: StagedRow["body"] = {
    given: check.optional("preferredGivenName") || check.needed("givenName"),
    family: check.optional("preferredFamilyName") || check.needed("familyName"),
  };
  const role = row.text("role");
  let person: RoleMeaning | null = null;
  if (role !== "") {
    person = readUserRole(role);
    if (person) Object.assign(body, { person: person.person, posts: person.post ?? "", relative: person.relative ?? false });
    else check.fault("role", "role_unknown", { value: excerptOf(role) });
  } else if (set.version === "1.1") {
    check.fault("role", "value_missing");
  }
  const agents = splitList(row.raw("agentSourcedIds"), /[,\n]/);
  if (agents.length > 0) body.agents = [...new Set(agents)].join(LIST_MARK);
  const [grade] = splitList(row.raw("grades"), /[,;\n]/);
  if (grade !== undefined && person?.person !== "adult") {
    const year = readGrade(grade);
    if (year === null) check.fault("grades", "grade_unknown", { value: excerptOf(grade) });
    else body.year = year;
  } else if (person?.person === "pupil" && grade === undefined) {
    check.fault("grades", "grade_missing");
  }
  if (person?.person !== "pupil") {
    const email = row.text("email");
    const address = email === "" ? null : readEmail(email);
    if (email !== "" && !address) check.fault("email", "email_bad", { value: excerptOf(email) });
    if (address) body.email = address;
    const phone = check.optional("phone") || check.optional("sms");
    if (phone !== "") body.phone = phone;
  }
  return { externalId, remove, body };
}

function parseRole(row: CsvRow, set: RowSetting, check: RowCheck): Parsed {
  const externalId = check.needed("sourcedId");
  const user = check.needed("userSourcedId");
  const remove = check.status();
  if (remove) return { externalId, remove, body: { user } };
  const cell = check.needed("role");
  const role = readUserRole(cell);
  if (cell !== "" && !role) check.fault("role", "role_unknown", { value: excerptOf(cell) });
  check.date("beginDate");
  const end = check.date("endDate");
  if (!role || (end && end < set.today)) return null;
  return { externalId, remove, body: { user, person: role.person, posts: role.post ?? "", relative: role.relative ?? false } };
}

/** Wording goes by what the school recorded; anything else stays "they". It is never guessed from a name. */
const wordingForms: Record<string, string> = { female: "she", f: "she", male: "he", m: "he" };

function parseDemographic(row: CsvRow, set: RowSetting, check: RowCheck): Parsed {
  const externalId = check.needed("sourcedId");
  const remove = check.status();
  const born = check.date("birthDate");
  if (born && (born > set.today || born < "1900-01-01")) check.fault("birthDate", "date_bad", { value: born });
  const form = wordingForms[row.text("sex").toLowerCase()];
  return { externalId, remove, body: { ...(born && !remove ? { born } : {}), ...(form && !remove ? { form } : {}) } };
}

function parseClass(_row: CsvRow, _set: RowSetting, check: RowCheck): Parsed {
  const externalId = check.needed("sourcedId");
  const remove = check.status();
  return { externalId, remove, body: remove ? {} : { name: check.needed("title") } };
}

/** Who is in a class, and who teaches it. Others (proctor, administrator) are not of the class. */
const placeRoles: Record<string, string> = { student: "pupil", teacher: "teacher", aide: "teacher" };

function parseEnrolment(row: CsvRow, set: RowSetting, check: RowCheck): Parsed {
  const externalId = check.needed("sourcedId");
  const remove = check.status();
  if (remove) return { externalId, remove, body: {} };
  const body = { class: check.needed("classSourcedId"), user: check.needed("userSourcedId") };
  const cell = check.needed("role");
  if (cell !== "" && !readUserRole(cell)) check.fault("role", "role_unknown", { value: excerptOf(cell) });
  const place = placeRoles[cell.toLowerCase()];
  check.date("beginDate");
  const end = check.date("endDate");
  if (!place) {
    if (!check.bad) set.report({ file: set.file, line: row.line, column: "role", code: "enrolment_role_ignored", fatal: false, args: { value: excerptOf(cell) } });
    return null;
  }
  // A place that is over is as good as a place taken away; in a delta it must end what is there.
  if (end && end < set.today) return set.mode === "delta" ? { externalId, remove: true, body: {} } : null;
  return { externalId, remove, body: { ...body, place } };
}

const parsers = { user: parseUser, role: parseRole, demographic: parseDemographic, class: parseClass, enrolment: parseEnrolment } as const;

/**
 * Turns one line of a OneRoster file into a row to stage; null when the line says nothing that is kept. A line with a fault
 * (which is reported, and stops the import) is staged too, marked bad, so that lines that point to it are not called wrong as well.
 */
export function parseOneRosterRow(kind: keyof typeof parsers, row: CsvRow, set: RowSetting): StagedRow | null {
  const check = new RowCheck(row, set);
  const parsed = parsers[kind](row, set, check);
  if (!parsed || parsed.externalId === "") return null;
  return { kind, line: row.line, ...parsed, body: check.bad ? { ...parsed.body, bad: true } : parsed.body };
}
