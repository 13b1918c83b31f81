import { getApi } from "@/app/_trpc/server";
import type { Sign, Team } from "@/server/features/messages/schema";

import { takePost } from "../form";

/** An adult of a family writes to the school: words, a voice note, a picture, files. */
export async function POST(request: Request): Promise<Response> {
  return takePost(
    request,
    ({ field }) => (field("threadId")
      ? { path: `/family/messages/${encodeURIComponent(field("threadId") ?? "")}` }
      : { path: "/family/messages/new", rest: `?${new URLSearchParams({ child: field("pupilId") ?? "", team: field("team") ?? "" })}` }),
    async ({ tag, field, voice, files }) => {
      const api = await getApi(tag);
      const { threadId } = await api.messages.write({
        key: field("key") ?? "", threadId: field("threadId"), pupilId: field("pupilId"), team: field("team") as Team | undefined, words: field("words"), sign: field("sign") as Sign | undefined, voice, files,
      });
      return { path: `/family/messages/${threadId}`, flash: { tone: "good", namespace: "messages.family", message: "sent" } };
    },
  );
}
