import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { ColleaguesTable } from "@/app/_features/sign-in/colleagues-table";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";

const PATH = "/staff/second-factor/people";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.colleagues"))("title") };
}

export default async function ColleaguesPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("signIn.colleagues"), getLocale(), getApi(), getContext()]);
  const staff = await orRedirect(locale, PATH, api.signIn.secondFactor.listStaff());
  return (
    <>
      <h1>{t("heading")}</h1>
      <FlashNotice path={PATH} namespace="signIn" />
      <p className="max-w-2xl">{t("body")}</p>
      {staff.length === 0 ? <Empty picture="mobile" title={t("empty")} /> : <ColleaguesTable staff={staff} zone={ctx.school.zone} />}
    </>
  );
}
