import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";

import { WordsToSay } from "../shell/words-to-say";

/** The title and first words of each newsletter that a call tells. Nothing where there are none to tell. */
export async function NewsToTell({ taskId }: { taskId: string }) {
  const answer = await orRefusal((await getApi()).newsletters.toTell({ taskId }));
  return answer.ok ? answer.value.map(({ newsletterId, ...words }) => <WordsToSay key={newsletterId} {...words} />) : null;
}
