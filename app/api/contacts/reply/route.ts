import { readVoiceForm } from "@/app/api/listen/upload";
import { type Field, takeForm } from "@/app/api/take-form";
import { getApi } from "@/app/_trpc/server";
import { NOTE_BYTES } from "@/server/features/languages/speech/schema";

const PATH = "/family/contacts";
const entryOf = (field: Field) => field("contactId") ?? field("pupilId") ?? "";

/** What an adult says of the record, written or spoken; back to what it was about, with what was typed, when something was wrong. */
export async function POST(request: Request): Promise<Response> {
  return takeForm(request, {
    read: (sent) => readVoiceForm(sent, NOTE_BYTES),
    from: (field) => ({ path: PATH, rest: `#say-${encodeURIComponent(entryOf(field))}` }),
    send: async ({ tag, field, voice }) => {
      const api = await getApi(tag);
      await api.contacts.reply({ pupilId: field("pupilId") ?? "", contactId: field("contactId"), note: field("note"), voice });
      return { path: PATH, rest: "#main", flash: { tone: "good", message: "family.sent" } };
    },
    refused: ({ code, fields }, field) => ({ tone: "stop", message: code, fields, values: { note: field("note") ?? "", place: entryOf(field) } }),
  });
}
