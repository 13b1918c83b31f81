import type { IncomingMessage, ServerResponse } from "node:http";

import { patternOf } from "./paths";

/** Told of every request; answers what is to be called when its answer has left. */
export type Watcher = (req: IncomingMessage, res: ServerResponse, pathname: string) => () => void;

/**
 * A line an answer: method, pattern of the path, status, milliseconds. Ids and questions (?…) are never written, so the log
 * says nothing of who looked at whom.
 */
export function accessLog(words: Set<string>, write: (line: string) => void = (line) => process.stdout.write(line)): Watcher {
  return (req, res, pathname) => {
    const began = performance.now();
    return () => write(`${req.method} ${patternOf(pathname, words)} ${res.statusCode} ${(performance.now() - began).toFixed(1)}\n`);
  };
}
