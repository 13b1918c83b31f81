import { getTranslations } from "next-intl/server";

import { orRefusal } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";

import { WordsToSay } from "../shell/words-to-say";

/** What the school wrote, for whoever rings about it; with the way to the conversation for those who may open it. */
export async function MessageToTell({ taskId }: { taskId: string }) {
  const [t, locale, answer] = await Promise.all([getTranslations("contacts.calls"), getLocale(), orRefusal((await getApi()).messages.toTell({ taskId }))]);
  if (!answer.ok) return null;
  const { threadId, ...words } = answer.value;
  return (
    <>
      <WordsToSay {...words} />
      {threadId ? <p><a href={`/${locale}/staff/messages/${threadId}`} className="inline-flex min-h-11 items-center">{t("open")}</a></p> : null}
    </>
  );
}
