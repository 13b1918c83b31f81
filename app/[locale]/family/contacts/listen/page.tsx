import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { FAMILY_CONTACTS } from "@/app/_features/contacts/family-record";
import { ListenView, SilenceNotice, silenceOf } from "@/app/_features/languages/listen-view";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { isolateCode } from "@/server/lib/i18n/format";

const PATH = `${FAMILY_CONTACTS}/listen`;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("listen"))("titlePage") };
}

/** What the school wrote down of its talks with the reader, to be heard. */
export default async function ListenRecordPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("listen"), getLocale(), getApi(), getContext()]);
  const { blocks } = await orRedirect(locale, PATH, api.contacts.listening.record());
  return (
    <PageShell path={PATH}>
      <p><a href={`/${locale}${FAMILY_CONTACTS}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="arrow-left" flip />{t("back")}</a></p>
      <h1>{t("titlePage")}</h1>
      <SilenceNotice silence={silenceOf(blocks, locale)}><p>{t("none.school", { phone: isolateCode(ctx.school.phone) })}</p></SilenceNotice>
      <ListenView blocks={blocks} language={locale} sentenceAt={(hash) => `/api/listen/contacts/${hash}?lang=${locale}`} blockAt={(place) => `/api/listen/contacts/${place}?lang=${locale}`} />
    </PageShell>
  );
}
