import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { ForgetNotes } from "@/app/_features/contacts/forget-notes";
import { AccountView } from "@/app/_features/sign-in/account-view";
import { FactorDone } from "@/app/_features/sign-in/factor-steps";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";

const PATH = "/staff/account";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.account"))("title") };
}

export default async function StaffAccountPage() {
  const [t, locale, api, { actor }] = await Promise.all([getTranslations("contacts.queue"), getLocale(), getApi(), getContext()]);
  if (actor.kind === "visitor") redirect(`/${locale}/sign-in?next=${encodeURIComponent(PATH)}`);
  const factor = await orRedirect(locale, PATH, api.signIn.secondFactor.read());
  return (
    <div className="grid max-w-xl gap-5">
      <AccountView actor={actor} path={PATH}><ForgetNotes lost={t.raw("lost")} /></AccountView>
      {factor.step === "done" ? <FactorDone recoveryCodesLeft={factor.recoveryCodesLeft} roles={actor.roles} /> : null}
    </div>
  );
}
