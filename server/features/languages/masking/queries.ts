import type { Tx } from "@/server/lib/db/client";

import { makeNameBook, type NameBook } from "./rules";

/** Every name that the school's register knows: children, families, staff, those who have left as well. One statement. */
export async function loadNames(db: Tx): Promise<NameBook> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT given_name AS name FROM adult UNION SELECT family_name FROM adult UNION SELECT given_name FROM pupil UNION SELECT family_name FROM pupil`;
  return makeNameBook(rows.map((row) => row.name));
}
