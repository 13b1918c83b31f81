// Loaded into the app's process: file descriptor 3 is a pipe to the process that started it.
// When that one is gone, however it died, the pipe closes and the app ends itself cleanly instead of keeping the port.
import { Socket } from "node:net";
import { isMainThread } from "node:worker_threads";

// Threads and programs that the app starts load this file too (they get its arguments), but the leash is the app's alone.
if (isMainThread && process.env.KINGSGATE_LEASH === String(process.ppid)) {
  const leash = new Socket({ fd: 3 });
  leash.on("error", () => {});
  leash.once("close", () => process.kill(process.pid, "SIGTERM"));
  leash.resume();
  leash.unref();
}
