import { execFileSync } from "node:child_process";

/** How many pages a file has, by a reader that shares no code with its maker (poppler). */
export function pagesOf(file: Uint8Array): number {
  const info = execFileSync("pdfinfo", ["-"], { input: file, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
  return Number(/^Pages:\s+(\d+)$/m.exec(info)?.[1]);
}
