import pg from "pg";

/** Runs the work and answers the SQL statements that this process sent for it, BEGIN and COMMIT among them. */
export async function statementsOf<T>(work: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
  const statements: string[] = [];
  const real = pg.Client.prototype.query;
  const counted = function (this: pg.Client, ...args: unknown[]): unknown {
    const [first] = args;
    statements.push(typeof first === "string" ? first : String((first as { text?: string } | undefined)?.text ?? ""));
    return (real as (...given: unknown[]) => unknown).apply(this, args);
  };
  pg.Client.prototype.query = counted as typeof real;
  try {
    return { result: await work(), statements };
  } finally {
    pg.Client.prototype.query = real;
  }
}
