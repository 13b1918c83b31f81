import { isDemo } from "@/server/lib/env";

export interface Background {
  /** What health says of the worker. */
  worker: "inside" | "off";
  /** Lets the jobs in hand finish and stops; at most a few seconds. */
  stop: () => Promise<void>;
}

/** Starts what runs beside the pages: the worker (unless WORKER=off) and, in the demo, the mail server and the text message service that keep what is sent. */
export async function startBackground(worker: "inside" | "off"): Promise<Background> {
  const stops: (() => Promise<void>)[] = [];
  if (isDemo()) {
    const { startSink } = await import("@/server/lib/mail/sink");
    stops.push(await startSink());
    const { startTextSink } = await import("@/server/lib/notify/sink");
    const stopTexts = await startTextSink();
    if (stopTexts) stops.push(stopTexts);
  }
  if (worker === "inside") {
    const { startJobs } = await import("@/server/jobs");
    const running = await startJobs();
    stops.push(running.stop);
  }
  return { worker, stop: async () => void (await Promise.allSettled(stops.reverse().map((stop) => stop()))) };
}
