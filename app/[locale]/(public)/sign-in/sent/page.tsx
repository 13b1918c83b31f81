import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { PageShell } from "@/app/_features/shell/page-shell";
import { getContext } from "@/app/_trpc/server";
import { PhoneSentence } from "@/app/_ui/phone";
import { Picture } from "@/app/_ui/picture";
import { LINK_MINUTES } from "@/server/lib/auth/link-life";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.sent"))("title"), robots: { index: false } };
}

/** The same for every address, known or not: it names none. */
export default async function SentPage() {
  const [t, locale, ctx] = await Promise.all([getTranslations("signIn"), getLocale(), getContext()]);
  return (
    <PageShell path="/sign-in/sent">
      <div className="card card-now grid justify-items-start gap-3">
        <Picture name="letter_sent" size={72} />
        <h1>{t("sent.heading")}</h1>
        <p>{t("sent.body", { minutes: LINK_MINUTES })}</p>
        <p>{t("sent.wait")}</p>
      </div>
      <section className="card grid gap-3">
        <h2>{t("sent.nothingHeading")}</h2>
        <p><PhoneSentence text={t("sent.nothing", { phone: ctx.school.phone })} number={ctx.school.phone} /></p>
        <a href={`/${locale}/sign-in/code`} className="button button-quiet">{t("page.codeLink")}</a>
        <a href={`/${locale}/sign-in`} className="inline-flex min-h-12 items-center">{t("sent.again")}</a>
      </section>
    </PageShell>
  );
}
