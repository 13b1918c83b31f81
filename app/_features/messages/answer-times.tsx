import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Notice } from "@/app/_ui/notice";
import { PhoneSentence } from "@/app/_ui/phone";
import { ANSWER_DAYS } from "@/server/features/messages/schema";
import { formatDate, isolateName } from "@/server/lib/i18n/format";

import type { FamilyThread } from "./answers";

/** When the school answers, who is away, and what to do when it cannot wait. */
export async function AnswerTimes({ members, phone }: { members: FamilyThread["members"]; phone: string }) {
  const [t, locale] = await Promise.all([getTranslations("messages.family"), getLocale()]);
  return (
    <Notice>
      {members.map(({ adultId, name, away }) => (away ? (
        <p key={adultId} className="font-bold">
          {t(away.cover ? "awayCover" : "away", { name: isolateName(name), date: formatDate(locale, away.untilOn, "shortDay", "UTC"), cover: isolateName(away.cover?.name ?? "") })}
        </p>
      ) : null))}
      <p>{t("hours", { days: ANSWER_DAYS })}</p>
      <p><PhoneSentence text={t("urgent", { phone })} number={phone} /></p>
      <p>{t("private")}</p>
    </Notice>
  );
}
