import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { LanguageChoice, WaitingRecordings, WantedSentences } from "@/app/_features/languages/recordings";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { wantedInput } from "@/server/features/languages/speech/schema";
import { mayDo } from "@/server/features/people/schema";
import { hasCatalogue, languages, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";
import { hasComputerVoice } from "@/server/lib/speech/voices";

const PATH = "/staff/recordings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen.recordings"))("title") };
}

/** Sentences that lack a person's voice, and recordings that wait for a colleague's ear. */
export default async function RecordingsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [t, locale, api, ctx, search] = await Promise.all([getTranslations("listen.recordings"), getLocale(), getApi(), getContext(), searchParams]);
  const waiting = await orRedirect(locale, PATH, api.languages.speech.recordings());
  const choices = languages.filter(({ tag }) => tag !== SOURCE_LANGUAGE).map((each) => ({ ...each, needed: !hasComputerVoice(each.tag) })).sort((a, b) => Number(b.needed) - Number(a.needed));
  const asked = wantedInput.safeParse({ language: search.language });
  const language = asked.success && hasCatalogue(asked.data.language) && asked.data.language !== SOURCE_LANGUAGE ? asked.data.language : (choices[0]?.tag ?? SOURCE_LANGUAGE);
  const [pages, bank] = await Promise.all([api.languages.speech.wanted({ language }), api.reports.listening.wanted({ language })]);
  const roles = ctx.actor.kind === "person" ? ctx.actor.roles : [];
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="max-w-2xl">{t("lead")}</p>
      <FlashNotice path={PATH} namespace="listen" />
      <WaitingRecordings recordings={waiting} mayApprove={mayDo(roles, "approveVoices")} />
      <LanguageChoice choices={choices} value={language} />
      <WantedSentences title={t("pages")} source="page" language={language} sentences={pages} />
      <WantedSentences title={t("bank")} source="bank" language={language} sentences={bank} />
    </>
  );
}
