import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { answerLetterAction } from "@/app/_features/delivery/letter-actions";
import { answerCelebrationByCodeAction } from "@/app/_features/rewards/celebration-actions";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { HelpLine } from "@/app/_features/sign-in/help-line";
import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { getContext } from "@/app/_trpc/server";
import { Field } from "@/app/_ui/field";
import { Picture } from "@/app/_ui/picture";
import { says } from "@/server/features/rewards/celebrations/schema";

const PATH = "/answer";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.answer"))("title"), robots: { index: false } };
}

/** Where a letter is answered: with the code typed from it, or brought by its picture. Opening the page says nothing to anybody. */
export default async function AnswerPage({ searchParams }: { searchParams: Promise<{ code?: string | string[] }> }) {
  const [t, celebrate, locale, ctx, flash, search] = await Promise.all([getTranslations("delivery.answer"), getTranslations("rewards.celebrate.says"), getLocale(), getContext(), readFlash(PATH), searchParams]);
  const answered = flash?.tone === "good";
  const brought = typeof search.code === "string" ? search.code.slice(0, 100) : "";
  return (
    <PageShell path={brought ? `${PATH}?${new URLSearchParams({ code: brought })}` : PATH}>
      <div className="flex items-center gap-4"><Picture name={answered ? "letter_sent" : "letter"} size={64} /><h1 className="min-w-0">{t(answered ? "thanksTitle" : "heading")}</h1></div>
      <FlashNotice path={PATH} namespace="delivery" />
      {answered ? <p><a href={`/${locale}/sign-in`} className="inline-flex min-h-12 items-center">{t("more")}</a></p> : null}
      <form action={answerLetterAction} className="card card-now grid gap-4">
        <input type="hidden" name="locale" value={locale} />
        <p>{t(brought ? "ready" : "intro")}</p>
        <Field
          name="code" dir="ltr" autoComplete="one-time-code" autoCapitalize="characters" spellCheck={false} required maxLength={100}
          label={t("label")} error={flash?.fields?.code ? t(flash.fields.code) : undefined} defaultValue={brought} placeholder="XXXX-XXXX"
        />
        <button className="button text-lg" name="says" value="read"><Picture name="reading" size={40} />{t("read")}</button>
        <button className="button button-quiet text-lg" name="says" value="phone"><Picture name="phone" size={40} />{t("phone")}</button>
        <p className="font-bold">{t("celebration")}</p>
        <div className="grid gap-3 sm:grid-cols-3">
          {says.map((each) => <button key={each} className="button button-quiet" name="says" value={each} formAction={answerCelebrationByCodeAction}>{celebrate(each)}</button>)}
        </div>
      </form>
      <HelpLine phone={ctx.school.phone} />
    </PageShell>
  );
}
