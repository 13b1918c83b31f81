import { checkHealth } from "@/server/lib/http/health";

/** What the database, the migrations and the jobs are doing, for whoever watches over the installation. No versions, nothing of people. */
export async function GET(): Promise<Response> {
  const health = await checkHealth();
  return Response.json(health, { status: health.ok ? 200 : 503, headers: { "Cache-Control": "no-store" } });
}
