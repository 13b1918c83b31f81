import { withOwner } from "../factories/owner";

/** Everything in a school but sessions, limits and the record of looks, as one text: what a refused call must not change. */
export async function fingerprint(schoolId: string): Promise<string> {
  return withOwner(async (owner) => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'school_id' AND NOT a.attisdropped
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'f') AND c.relname NOT IN ('session', 'rate_limit', 'audit_entry', 'audit_head', 'school_change') ORDER BY 1`,
    );
    const sums = rows.map(({ name }) => `SELECT '${name}' AS name, md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM "${name}" t WHERE school_id = $1`);
    const answer = await owner.query<{ name: string; sum: string | null }>(sums.join(" UNION ALL "), [schoolId]);
    return answer.rows.map(({ name, sum }) => `${name}:${sum}`).sort().join("\n");
  });
}
