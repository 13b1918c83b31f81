// Solves mixed integer programs in a thread of its own: the solver holds the thread until it has an answer.
import { parentPort } from "node:worker_threads";
import loadHighs from "highs";

const highs = await loadHighs();

parentPort.on("message", ({ id, problem, seconds }) => {
  try {
    const { Status, Columns } = highs.solve(problem, { time_limit: seconds, mip_rel_gap: 0.01, output_flag: false });
    const found = Object.entries(Columns).flatMap(([name, column]) => (column.Primal > 0.5 ? [name] : []));
    parentPort.postMessage({ id, status: Status, found });
  } catch (error) {
    parentPort.postMessage({ id, status: `failed: ${error instanceof Error ? error.message : "unknown"}`, found: [] });
  }
});
