import { AsyncLocalStorage } from "node:async_hooks";

import pg from "pg";

import type { NextHandler } from "./render";

/**
 * For benchmarks and tests only (KINGSGATE_COUNT_SQL=1): every answer says in x-kingsgate-sql how many statements its
 * request sent to the database, transaction marks included.
 */
export function countSql(next: NextHandler): NextHandler {
  const requests = new AsyncLocalStorage<{ statements: number }>();
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...args: unknown[]) {
      const counter = requests.getStore();
      if (counter) counter.statements++;
      return query.apply(this, args);
    },
  });
  return (req, res) => {
    const counter = { statements: 0 };
    res.beforeHead = () => void res.setHeader("x-kingsgate-sql", counter.statements);
    return requests.run(counter, () => next(req, res));
  };
}
