import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";

import { WordsToSay } from "../shell/words-to-say";

/** The first parts of the report itself, for whoever tells them on the telephone. Nothing where there are none to tell. */
export async function ReportToTell({ taskId }: { taskId: string }) {
  const answer = await orRefusal((await getApi()).reports.toTell({ taskId }));
  return answer.ok ? <WordsToSay {...answer.value} /> : null;
}
