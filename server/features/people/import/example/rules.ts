import { crc32 } from "node:zlib";

const users = `sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
example-p1,,,true,example,student,,,Robin,Example,,,,,,"example-a1,example-a2",04,
example-p2,,,true,example,student,,,Wren,Example,,,,,,example-a1,KG,
example-a1,,,true,example,guardian,,,Alex,Example,,,alex@family.example,,,"example-p1,example-p2",,
example-a2,,,true,example,relative,,,Jo,Sample,,,,,01632 960001,example-p1,,
example-t1,,,true,example,teacher,,,Sam,Marlow,,,marlow@school.example,,,,,
`;

const files: Record<string, string> = {
  "manifest.csv": `propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.academicSessions,absent
file.classes,delta
file.courses,absent
file.demographics,delta
file.enrollments,delta
file.orgs,absent
file.users,delta
`,
  "users.csv": stamped(users),
  "demographics.csv": stamped("sourcedId,status,dateLastModified,birthDate,sex\nexample-p1,,,2017-03-14,male\nexample-p2,,,2021-06-02,\n"),
  "classes.csv": stamped("sourcedId,status,dateLastModified,title,classType\nexample-c1,,,Example class,homeroom\n"),
  "enrollments.csv": stamped(`sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
example-e1,,,example-c1,example,example-p1,student,,,
example-e2,,,example-c1,example,example-t1,teacher,true,,
`),
};

/** The example only adds: a full (bulk) example sent in by mistake would take a real school's people away. */
function stamped(csv: string): string {
  return csv.replace(/^(example-[^,]+),,,/gm, "$1,active,2026-09-01T08:00:00Z,");
}

/** links.csv of the example, with every column. */
export const exampleLinks = `adult,pupil,relation,parental_responsibility,evidence,care,lives_with,contact_order,spoken_language,reading_language,reading_need,postal_address,safe_address
example-a1,example-p1,mother,yes,birth certificate seen,yes,yes,1,Urdu; Panjabi,URD,reads,"1 Gate Lane
Kingsgate
KG1 2AB",no
example-a1,example-p2,mother,yes,birth certificate seen,yes,yes,1,,,,,
example-a2,example-p1,grandparent,no,,no,no,2,Somali,,does not read,,
`;

function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => bytes.writeUInt16LE(value, at * 2));
  return bytes;
}

function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32LE(value, at * 4));
  return bytes;
}

const VERSION = 20;
const NO_TIME = [0, 0x21] as const; // 1 January 1980, the first day a zip can name

/** A zip of stored (not packed) files: small, and always the same bytes. */
function storeZip(entries: [string, Buffer][]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of entries) {
    const common = Buffer.concat([u16(0, 0, ...NO_TIME), u32(crc32(bytes), bytes.length, bytes.length), u16(name.length, 0)]);
    const body = Buffer.concat([u32(0x04034b50), u16(VERSION), common, Buffer.from(name), bytes]);
    directory.push(u32(0x02014b50), u16(VERSION, VERSION), common, u16(0, 0, 0), u32(0, offset), Buffer.from(name));
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(directory);
  return Buffer.concat([...bodies, list, u32(0x06054b50), u16(0, 0, entries.length, entries.length), u32(list.length, offset), u16(0)]);
}

/** The example export that the import page offers: two children, two carers, a teacher, one class. */
export function makeExampleZip(): Buffer {
  return storeZip([...Object.entries(files), ["links.csv", exampleLinks] as const].map(([name, text]) => [name, Buffer.from(text)]));
}
