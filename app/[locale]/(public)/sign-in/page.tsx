import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { requestLinkAction } from "@/app/_features/sign-in/actions";
import { HelpLine } from "@/app/_features/sign-in/help-line";
import { readFlash } from "@/app/_trpc/flash";
import { getApi, getContext } from "@/app/_trpc/server";
import { Field } from "@/app/_ui/field";
import { Picture } from "@/app/_ui/picture";
import { isDemo } from "@/server/lib/env";

const PATH = "/sign-in";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.page"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const [t, locale, api, ctx, flash, search] = await Promise.all([
    getTranslations("signIn"), getLocale(), getApi(), getContext(), readFlash(PATH), searchParams,
  ]);
  const next = typeof search.next === "string" ? search.next.slice(0, 500) : "";
  const home = await api.signIn.findHome({ next });
  if (home) redirect(home);
  const query = next ? `?next=${encodeURIComponent(next)}` : "";
  const fault = flash?.fields?.email;
  return (
    <PageShell path={`${PATH}${query}`}>
      <div className="flex items-center gap-4">
        <Picture name="welcome" size={64} />
        <h1>{t("page.heading", { school: ctx.school.name })}</h1>
      </div>
      <FlashNotice path={PATH} namespace="signIn" />
      <form action={requestLinkAction} className="card card-now grid gap-4">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="next" value={next} />
        <p>{t("page.intro")}</p>
        <Field
          name="email" type="email" dir="ltr" inputMode="email" autoComplete="email" autoCapitalize="none" spellCheck={false} required
          label={t("page.emailLabel")} hint={t("page.emailHint")} error={fault ? t(fault) : undefined} defaultValue={flash?.values?.email}
        />
        <button className="button">{t("page.send")}</button>
        <p className="text-sm text-ink-soft">{t("page.staffNote")}</p>
      </form>
      <section className="card grid gap-3">
        <h2 className="flex items-center gap-3"><Picture name="letter" size={40} />{t("page.codeHeading")}</h2>
        <p>{t("page.codeIntro")}</p>
        <a href={`/${locale}/sign-in/code${query}`} className="button button-quiet">{t("page.codeLink")}</a>
      </section>
      {isDemo() ? <a href={`/${locale}/sign-in/demo`} className="button button-quiet">{t("demo.title")}</a> : null}
      <HelpLine phone={ctx.school.phone} />
    </PageShell>
  );
}
