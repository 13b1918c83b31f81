import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { FactorConfirm, FactorGive, FactorStart } from "@/app/_features/sign-in/factor-steps";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";

const PATH = "/staff/second-factor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.secondFactor"))("title") };
}

export default async function SecondFactorPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const [locale, api, search] = await Promise.all([getLocale(), getApi(), searchParams]);
  const next = typeof search.next === "string" ? search.next.slice(0, 500) : "";
  const factor = await orRedirect(locale, PATH, api.signIn.secondFactor.read());
  if (factor.step === "done") redirect(`/${locale}/staff/account`);
  return (
    <div className="grid max-w-xl gap-5">
      <FlashNotice path={PATH} namespace="signIn" />
      {factor.step === "start" ? <FactorStart next={next} /> : null}
      {factor.step === "confirm" ? <FactorConfirm next={next} qrSvg={factor.qrSvg} secret={factor.secret} /> : null}
      {factor.step === "give" ? <FactorGive next={next} /> : null}
    </div>
  );
}
