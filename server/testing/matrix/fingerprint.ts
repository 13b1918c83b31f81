import { withOwner } from "../factories/owner";

/** Everything in a school but sessions, limits and the record of looks, as one text: what a refused call must not change. */
export async function fingerprint(schoolId: string): Promise<string> {
  return withOwner(async (owner) => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'school_id'
       AND table_name NOT IN ('session', 'rate_limit', 'audit_entry', 'audit_head', 'school_change') ORDER BY 1`,
    );
    const parts: string[] = [];
    for (const { name } of rows) {
      const answer = await owner.query<{ sum: string | null }>(`SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM "${name}" t WHERE school_id = $1`, [schoolId]);
      parts.push(`${name}:${answer.rows[0]?.sum}`);
    }
    return parts.join("\n");
  });
}
