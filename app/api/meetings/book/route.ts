import { FAMILY_MEETINGS } from "@/app/_features/meetings/answers";
import { good, refused } from "@/app/_features/meetings/faults";
import { readVoiceForm } from "@/app/api/listen/upload";
import { takeForm } from "@/app/api/take-form";
import { getApi } from "@/app/_trpc/server";
import { bookInput } from "@/server/features/meetings/booking/schema";
import { NOTE_BYTES } from "@/server/features/languages/speech/schema";
import { AppError } from "@/server/lib/errors";

/** A family takes a free time with a teacher, and says what it would like to talk about, in writing or with its voice. */
export async function POST(request: Request): Promise<Response> {
  return takeForm(request, {
    read: (sent) => readVoiceForm(sent, NOTE_BYTES),
    from: (field) => ({ path: `${FAMILY_MEETINGS}/${encodeURIComponent(field("roundId") ?? "")}/pick`, rest: `?${new URLSearchParams({ child: field("pupilId") ?? "", teacher: field("teacherId") ?? "" })}` }),
    send: async ({ tag, field, voice }) => {
      const names = ["key", "roundId", "pupilId", "teacherId", "startsAt", "mode", "question"] as const;
      const input = bookInput.safeParse({ ...Object.fromEntries(names.map((name) => [name, field(name)])), voice });
      if (!input.success) throw new AppError("invalid_input", { startsAt: "needed" });
      await (await getApi(tag)).meetings.own.book(input.data);
      return { path: FAMILY_MEETINGS, flash: good("booked") };
    },
    refused: (refusal, field) => refused(refusal, { startsAt: field("startsAt") ?? "", mode: field("mode") ?? "", question: field("question") ?? "" }),
  });
}
