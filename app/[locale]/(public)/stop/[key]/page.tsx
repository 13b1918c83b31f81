import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { stopAction } from "@/app/_features/delivery/topic-actions";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";
import { Picture } from "@/app/_ui/picture";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.stop"))("title"), robots: { index: false } };
}

/** Where the foot of a newsletter's e-mail leads: one button stops them, or lets them come again. Opening the page changes nothing. */
export default async function StopPage({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  const path = `/stop/${key}`;
  const [t, locale, api] = await Promise.all([getTranslations("delivery.stop"), getLocale(), getApi()]);
  const { wanted } = await orRedirect(locale, path, api.delivery.topics.read({ key }));
  return (
    <PageShell path={path}>
      <div className="flex items-center gap-4"><Picture name={wanted ? "letter" : "quiet"} size={64} /><h1 className="min-w-0">{t(wanted ? "title" : "stoppedTitle")}</h1></div>
      <FlashNotice path={path} namespace="delivery" />
      <form action={stopAction} className="card card-now grid gap-4">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="key" value={key} />
        <p>{t(wanted ? "ask" : "stopped")}</p>
        <button name="wanted" value={wanted ? "0" : "1"} className="button">{t(wanted ? "stop" : "again")}</button>
      </form>
      <p>{t("always")}</p>
    </PageShell>
  );
}
