import { FAMILY_VISITS } from "@/app/_features/contacts/visit-answers";
import { good, refused } from "@/app/_features/contacts/visit-faults";
import { readVoiceForm } from "@/app/api/listen/upload";
import { takeForm } from "@/app/api/take-form";
import { getApi } from "@/app/_trpc/server";
import { chooseOwnInput } from "@/server/features/contacts/visits/schema";
import { NOTE_BYTES } from "@/server/features/languages/speech/schema";
import { AppError } from "@/server/lib/errors";

/** A family chooses when and where it is visited, and says where in writing or with its voice. */
export async function POST(request: Request): Promise<Response> {
  return takeForm(request, {
    read: (sent) => readVoiceForm(sent, NOTE_BYTES),
    from: (field) => ({ path: `${FAMILY_VISITS}/${encodeURIComponent(field("visitId") ?? "")}` }),
    send: async ({ tag, field, voice }) => {
      const names = ["visitId", "slotId", "place", "placeWords"] as const;
      const input = chooseOwnInput.safeParse({ ...Object.fromEntries(names.map((name) => [name, field(name)])), voice });
      if (!input.success) throw new AppError("invalid_input", { slotId: "needed" });
      await (await getApi(tag)).contacts.visits.choose(input.data);
      return { path: `${FAMILY_VISITS}/${input.data.visitId}`, flash: good("chosen") };
    },
    refused: (refusal, field) => refused(refusal, Object.fromEntries(["slotId", "place", "placeWords"].map((name) => [name, field(name) ?? ""]))),
  });
}
