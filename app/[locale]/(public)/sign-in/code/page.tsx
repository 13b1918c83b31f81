import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { useCodeAction } from "@/app/_features/sign-in/actions";
import { HelpLine } from "@/app/_features/sign-in/help-line";
import { readFlash } from "@/app/_trpc/flash";
import { getContext } from "@/app/_trpc/server";
import { Field } from "@/app/_ui/field";
import { Picture } from "@/app/_ui/picture";

const PATH = "/sign-in/code";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.code"))("title"), robots: { index: false } };
}

interface Search {
  code?: string | string[];
  next?: string | string[];
}

/** The code of a letter: typed here, or brought by the letter's QR picture. Opening the page uses nothing up. */
export default async function CodePage({ searchParams }: { searchParams: Promise<Search> }) {
  const [t, locale, ctx, flash, search] = await Promise.all([
    getTranslations("signIn"), getLocale(), getContext(), readFlash(PATH), searchParams,
  ]);
  const brought = typeof search.code === "string" ? search.code.slice(0, 100) : "";
  const next = typeof search.next === "string" ? search.next.slice(0, 500) : "";
  const query = new URLSearchParams({ ...(brought ? { code: brought } : {}), ...(next ? { next } : {}) }).toString();
  const fault = flash?.fields?.code;
  return (
    <PageShell path={query ? `${PATH}?${query}` : PATH}>
      <div className="flex items-center gap-4">
        <Picture name="letter" size={64} />
        <h1>{t(brought ? "code.readyHeading" : "code.heading")}</h1>
      </div>
      <FlashNotice path={PATH} namespace="signIn" />
      <form action={useCodeAction} className="card card-now grid gap-4">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="next" value={next} />
        <p>{brought ? t("code.readyIntro", { school: ctx.school.name }) : t("code.intro")}</p>
        <Field
          name="code" dir="ltr" autoComplete="one-time-code" autoCapitalize="characters" spellCheck={false} required maxLength={100}
          label={t("code.label")} error={fault ? t(fault) : undefined} defaultValue={brought} placeholder="XXXX-XXXX-XXXX"
        />
        <button className="button text-lg">{t("code.button")}</button>
      </form>
      <a href={`/${locale}/sign-in`} className="inline-flex min-h-12 items-center">{t("code.again")}</a>
      <HelpLine phone={ctx.school.phone} />
    </PageShell>
  );
}
