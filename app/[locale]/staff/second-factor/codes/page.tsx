import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { codesDoneAction } from "@/app/_features/sign-in/actions-second-factor";
import { readSpareCodes } from "@/app/_features/sign-in/session-cookie";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.secondFactor"))("codesHeading") };
}

/** New spare codes, while the browser still holds them. */
export default async function SpareCodesPage() {
  const [t, locale, codes] = await Promise.all([getTranslations("signIn.secondFactor"), getLocale(), readSpareCodes()]);
  if (!codes) redirect(`/${locale}/staff`);
  return (
    <div className="card grid max-w-xl justify-items-start gap-4">
      <h1>{t("codesHeading")}</h1>
      <p>{t("codesBody")}</p>
      <ol dir="ltr" className="grid grid-cols-2 gap-x-8 gap-y-2 text-lg font-bold">
        {codes.map((code) => <li key={code}>{code}</li>)}
      </ol>
      <form action={codesDoneAction}>
        <input type="hidden" name="locale" value={locale} />
        <button className="button">{t("codesDone")}</button>
      </form>
    </div>
  );
}
