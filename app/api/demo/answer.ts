import { orRefusal } from "@/app/_trpc/gate";
import { isDemo } from "@/server/lib/env";

type Api = Awaited<ReturnType<(typeof import("@/app/_trpc/server"))["getApi"]>>;

/** What an address that does not exist answers under /api. */
export function notThere(): Response {
  return new Response(null, { status: 404 });
}

/** Runs the work in demo mode; outside it nothing is looked at, and the answer is that of an address that does not exist. */
export async function demoAnswer(work: (api: Api) => Promise<Response>): Promise<Response> {
  if (!isDemo()) return notThere();
  const { getApi } = await import("@/app/_trpc/server");
  const answer = await orRefusal(getApi("en").then(work));
  return answer.ok ? answer.value : notThere();
}
