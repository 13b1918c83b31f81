import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { BackToInbox, INBOX, LetterTools } from "@/app/_features/delivery/inbox";
import { EasyBlocks, EasyHead } from "@/app/_features/shell/easy-page";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("easy"))("tool") };
}

/** One thing that the school told this adult, in easy read. */
export default async function EasyLetterPage({ params }: { params: Promise<{ messageId: string }> }) {
  const { messageId } = await params;
  const path = `${INBOX}/${messageId}/easy`;
  const [locale, api] = await Promise.all([getLocale(), getApi()]);
  const { page, pictures, place, button } = await orRedirect(locale, path, api.delivery.inbox.easy({ messageId }));
  return (
    <PageShell path={path}>
      <BackToInbox />
      <EasyHead page={page} />
      <LetterTools messageId={messageId} />
      <EasyBlocks page={page} pictures={pictures} />
      <a href={`/${locale}${place}`} className="button text-lg">{button}</a>
    </PageShell>
  );
}
