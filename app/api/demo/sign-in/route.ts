import { demoSignInInput } from "@/server/features/sign-in/demo/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { ticketHeader } from "@/server/lib/auth/ticket";
import { now } from "@/server/lib/clock";
import { isDemo } from "@/server/lib/env";

import { demoAnswer, notThere } from "../answer";

/**
 * Signs in as one of the design's people, in demo mode only: form field `id`; the session cookie; 303 to their home. A
 * program without an Origin may; another site's page may not.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isDemo()) return notThere();
  try {
    if (request.headers.has("origin")) requireOwnOrigin(request.headers);
  } catch {
    return Response.json({ error: "not_allowed" }, { status: 403 });
  }
  const form = await request.formData().catch(() => new FormData());
  const parsed = demoSignInInput.safeParse({ id: String(form.get("id") ?? "") });
  if (!parsed.success) return notThere();
  return demoAnswer(async (api) => {
    const { ticket, home } = await api.signIn.demo.signIn(parsed.data);
    return new Response(null, { status: 303, headers: { location: home, "set-cookie": ticketHeader(ticket, now()), "cache-control": "no-store" } });
  });
}

export { notThere as DELETE, notThere as GET, notThere as HEAD, notThere as OPTIONS, notThere as PATCH, notThere as PUT };
