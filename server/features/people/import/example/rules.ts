import { buffer } from "node:stream/consumers";

import { ZipFile } from "yazl";

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

// The same bytes each time: the first day that a zip can name, in any zone.
const NO_TIME = new Date(1980, 0, 1);

/** The example export that the import page offers: two children, two carers, a teacher, one class. */
export async function makeExampleZip(): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of [...Object.entries(files), ["links.csv", exampleLinks] as const]) zip.addBuffer(Buffer.from(text), name, { mtime: NO_TIME, forceDosTimestamp: true });
  zip.end();
  return buffer(zip.outputStream);
}
