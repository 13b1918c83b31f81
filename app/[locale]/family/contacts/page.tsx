import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { FAMILY_CONTACTS } from "@/app/_features/contacts/family-places";
import { FamilyRecord } from "@/app/_features/contacts/family-record";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contacts.family"))("title") };
}

/** What the school wrote down of its talks with the reader, and a way to say that it is not so. */
export default async function FamilyContactsPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("contacts.family"), getLocale(), getApi(), getContext()]);
  const records = await orRedirect(locale, FAMILY_CONTACTS, api.contacts.own());
  return (
    <PageShell path={FAMILY_CONTACTS}>
      <div>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </div>
      <FlashNotice path={FAMILY_CONTACTS} namespace="contacts" />
      {records.length === 0 ? <Empty picture="phone" title={t("empty")}><p>{t("emptyText")}</p></Empty> : null}
      {records.map((record) => <FamilyRecord key={record.pupil.id} record={record} zone={ctx.school.zone} />)}
      <script src="/enhance.js" defer />
    </PageShell>
  );
}
