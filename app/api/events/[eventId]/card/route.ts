import { readLanguage, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";
import { eventInput } from "@/server/features/events/schema";

/** The picture that is shown where an event is shared: `?lang=ur`. Public. */
export async function GET(request: Request, { params }: { params: Promise<{ eventId: string }> }): Promise<Response> {
  const language = readLanguage(request);
  const parsed = eventInput.safeParse(await params);
  if (!language || !parsed.success) return sendRefusal(404);
  try {
    const { card } = await (await getApi(language)).events.open.card(parsed.data);
    return new Response(new Uint8Array(card), { headers: { "Content-Type": "image/png", "Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff" } });
  } catch (error) {
    return sendRefusal(error);
  }
}
