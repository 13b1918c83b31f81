import { sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { subscribeInput, unsubscribeInput } from "@/server/features/delivery/push/schema";
import { requireOwnOrigin } from "@/server/lib/auth/origin";
import { SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

const MOST = 4_096;

/** A browser lets itself be reached, or no longer: `{ on: true, endpoint, keys }`, from the script of the account's page. */
export async function POST(request: Request): Promise<Response> {
  try {
    requireOwnOrigin(request.headers);
    const text = await request.text();
    const body: unknown = text.length <= MOST ? JSON.parse(text) : null;
    const api = await getApi(SOURCE_LANGUAGE);
    const [on, off] = [subscribeInput.safeParse(body), unsubscribeInput.safeParse(body)];
    if ((body as { on?: unknown } | null)?.on === true && on.success) await api.delivery.push.subscribe(on.data);
    else if (off.success) await api.delivery.push.unsubscribe(off.data);
    else return sendRefusal(404);
    return new Response(null, { status: 204, headers: { "Cache-Control": "private, no-store" } });
  } catch (error) {
    return error instanceof SyntaxError ? sendRefusal(404) : sendRefusal(error);
  }
}
