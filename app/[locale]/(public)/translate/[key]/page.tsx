import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { OutsideSentences } from "@/app/_features/languages/outside-page";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { formatDate, isolateName } from "@/server/lib/i18n/format";

/** A key is a secret: no search engine keeps the page, and no other site is told its address (the frame of all pages says so). */
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("translation.queue"))("title"), robots: { index: false, follow: false } };
}

/** What a translator outside the school sees: sentences without names, one form each. */
export default async function OutsidePage({ params }: { params: Promise<{ key: string }> }) {
  const [{ key }, t, locale, api, ctx] = await Promise.all([params, getTranslations("translation.outside"), getLocale(), getApi(), getContext()]);
  const path = `/translate/${key}`;
  const page = await orRedirect(locale, path, api.languages.outside.list({ key }));
  return (
    <PageShell path={path}>
      <h1>{t("pageTitle", { school: isolateName(ctx.school.name) })}</h1>
      <FlashNotice path="/translate" namespace="translation" />
      <p>{t("hello", { name: isolateName(page.name) })}</p>
      <p>{t("rules", { one: "{1}", two: "{2}" })}</p>
      <p className="text-ink-soft">{t("waiting", { count: page.waiting })} · {t("until", { date: formatDate(locale, page.expiresAt, "shortDay", ctx.school.zone) })}</p>
      <OutsideSentences page={page} accessKey={key} />
    </PageShell>
  );
}
