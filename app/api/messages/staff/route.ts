import { getApi } from "@/app/_trpc/server";
import type { Answer } from "@/server/features/messages/schema";

import { takePost } from "../form";

const TO = "to-";

/** The school writes to a family: on in a conversation, or about a child to each adult that was ticked. */
export async function POST(request: Request): Promise<Response> {
  return takePost(
    request,
    ({ field }) => (field("threadId")
      ? { path: `/staff/messages/${encodeURIComponent(field("threadId") ?? "")}` }
      : { path: "/staff/messages/new", rest: `?${new URLSearchParams({ child: field("pupilId") ?? "" })}` }),
    async ({ tag, field, names, voice, files }) => {
      const api = await getApi(tag);
      const { threadIds, told } = await api.messages.answer({
        key: field("key") ?? "", threadId: field("threadId"), pupilId: field("pupilId"), team: field("team") as Answer["team"], words: field("words") ?? "", voice,
        stakes: field("stakes") as Answer["stakes"] | undefined, adultIds: names.flatMap((name) => (name.startsWith(TO) ? name.slice(TO.length) : [])), files,
      });
      const path = threadIds.length === 1 ? `/staff/messages/${threadIds[0]}` : "/staff/messages";
      return { path, rest: threadIds.length === 1 ? undefined : "?show=all", flash: { tone: "good", namespace: "messages.staff", message: "sent", values: { count: String(told) } } };
    },
  );
}
