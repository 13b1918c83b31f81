import { readVoiceForm } from "@/app/api/listen/upload";
import { type Field, type Place, takeForm } from "@/app/api/take-form";
import { getApi } from "@/app/_trpc/server";
import { NOTE_BYTES } from "@/server/features/languages/speech/schema";

/** "I would like to talk": a few words, written or spoken, or none. Back to the report as it was looked at. */
export async function POST(request: Request, { params }: { params: Promise<{ reportId: string }> }): Promise<Response> {
  const { reportId } = await params;
  const from = (field: Field): Place => ({
    path: `/family/reports/${encodeURIComponent(reportId)}${field("view") === "easy" ? "/easy" : ""}`, rest: `${field("view") === "full" ? "?view=full" : ""}#answers`,
  });
  return takeForm(request, {
    read: (sent) => readVoiceForm(sent, NOTE_BYTES),
    from,
    send: async ({ tag, field, voice }) => {
      const api = await getApi(tag);
      await api.reports.family.requestTalk({ reportId, note: field("note"), voice });
      return from(field);
    },
    refused: ({ code, fields }, field) => ({ tone: "stop", message: code, fields, values: { note: field("note") ?? "" } }),
  });
}
