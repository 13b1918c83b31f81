import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { LetterRuns } from "@/app/_features/delivery/letter-runs";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { LetterClass } from "@/app/_features/sign-in/letter-class";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { Choice } from "@/app/_ui/field";
import { LETTER_DAYS } from "@/server/features/sign-in/schema";

const PATH = "/staff/letters";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.letters"))("title") };
}

export default async function LettersPage({ searchParams }: { searchParams: Promise<{ class?: string | string[] }> }) {
  const [t, d, locale, api, ctx, search] = await Promise.all([
    getTranslations("signIn.letters"), getTranslations("delivery.letters"), getLocale(), getApi(), getContext(), searchParams,
  ]);
  const [classes, runs] = await orRedirect(locale, PATH, Promise.all([api.signIn.letters.listClasses(), api.delivery.letters.runs()]));
  const classId = typeof search.class === "string" ? search.class : classes[0]?.classId;
  const shown = classId ? await orRedirect(locale, PATH, api.signIn.letters.listFamilies({ classId })) : null;
  const options = classes.map((group) => ({ value: group.classId, label: t("classLine", { name: group.name, count: group.pupils }) }));
  return (
    <>
      <h1>{d("heading")}</h1>
      <FlashNotice path={PATH} namespace="signIn" />
      <LetterRuns {...runs} zone={ctx.school.zone} />
      <h2>{d("signIn")}</h2>
      <p className="max-w-2xl">{t("intro", { days: LETTER_DAYS })} {t("again")}</p>
      {shown && classId ? (
        <>
          <form className="flex max-w-xl flex-wrap items-end gap-3">
            <div className="min-w-0 flex-1"><Choice name="class" label={t("classLabel")} value={classId} options={options} /></div>
            <button className="button button-quiet">{t("show")}</button>
          </form>
          <LetterClass classId={classId} className={shown.className} families={shown.families} zone={ctx.school.zone} />
        </>
      ) : (
        <Empty picture="letter" title={t("noClasses")} />
      )}
    </>
  );
}
