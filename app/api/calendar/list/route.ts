import { readFileForm } from "@/app/api/file-form";
import { takeForm } from "@/app/api/take-form";
import { listNote } from "@/app/_features/calendar/list-note";
import { DATES_LIST } from "@/app/_features/calendar/places";
import { getApi } from "@/app/_trpc/server";
import { LIST_BYTES, listFileInput } from "@/server/features/calendar/schema";

/** Reads a published list of dates, to be looked at before anything is kept. */
export async function POST(request: Request): Promise<Response> {
  return takeForm(request, {
    read: (sent) => readFileForm(sent, { bytes: LIST_BYTES, files: 1 }),
    from: () => ({ path: DATES_LIST }),
    send: async ({ tag, files }) => ({ path: DATES_LIST, flash: listNote(await (await getApi(tag)).calendar.dates.read(listFileInput.parse({ file: files[0] ?? new Uint8Array() }))) }),
    refused: ({ code }) => (code === "too_large" ? { tone: "stop", namespace: "calendar.list", message: "tooLarge" } : code === "invalid_input" ? { tone: "stop", namespace: "calendar.list", message: "noFile" } : { tone: "stop", message: code }),
  });
}
