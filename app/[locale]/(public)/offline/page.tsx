import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { PageShell } from "@/app/_features/shell/page-shell";
import { getContext } from "@/app/_trpc/server";
import { PhoneSentence } from "@/app/_ui/phone";
import { Picture } from "@/app/_ui/picture";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("public.offline"))("title"), robots: { index: false } };
}

/** What a phone shows when it has no connection: kept on it beforehand, the same for everybody. */
export default async function OfflinePage() {
  const [t, ctx] = await Promise.all([getTranslations("public.offline"), getContext()]);
  return (
    <PageShell path="/offline">
      <div className="flex items-center gap-4"><Picture name="online" size={64} /><h1 className="min-w-0">{t("title")}</h1></div>
      <p>{t("text")}</p>
      <p><PhoneSentence text={t("phone", { phone: ctx.school.phone })} number={ctx.school.phone} /></p>
    </PageShell>
  );
}
