import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { PageShell } from "@/app/_features/shell/page-shell";
import { useLinkAction } from "@/app/_features/sign-in/actions";
import { getContext } from "@/app/_trpc/server";
import { Picture } from "@/app/_ui/picture";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.link"))("title"), robots: { index: false } };
}

/** Where an e-mailed link leads. Programs that scan mail open it too, so it only shows a button and looks nothing up. */
export default async function LinkPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const [t, locale, ctx, { token }] = await Promise.all([getTranslations("signIn.link"), getLocale(), getContext(), searchParams]);
  if (typeof token !== "string" || token === "") redirect(`/${locale}/sign-in`);
  return (
    <PageShell path={`/sign-in/link?token=${encodeURIComponent(token)}`}>
      <form action={useLinkAction} className="card card-now grid justify-items-start gap-4">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="token" value={token.slice(0, 500)} />
        <Picture name="key" size={72} />
        <h1>{t("heading")}</h1>
        <p className="text-lg">{t("body", { school: ctx.school.name })}</p>
        <button className="button w-full text-lg">{t("button")}</button>
        <p className="text-sm text-ink-soft">{t("shared")}</p>
      </form>
    </PageShell>
  );
}
