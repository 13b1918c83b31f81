import { demoAnswer, notThere } from "../answer";

/** The design's people, in demo mode only. */
export function GET(): Promise<Response> {
  return demoAnswer(async (api) => Response.json(await api.signIn.demo.list(), { headers: { "cache-control": "no-store" } }));
}

export { notThere as DELETE, notThere as HEAD, notThere as OPTIONS, notThere as PATCH, notThere as POST, notThere as PUT };
