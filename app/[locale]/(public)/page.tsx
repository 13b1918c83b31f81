import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { DatesLink } from "@/app/_features/calendar/open-dates";
import { EventsLink } from "@/app/_features/events/event-list";
import { HomeHero } from "@/app/_features/shell/home-hero";
import { NewsLink } from "@/app/_features/newsletters/archive";
import { PUBLIC_NEWS } from "@/app/_features/newsletters/places";
import { alternates } from "@/app/_features/shell/alternates";
import { PageShell } from "@/app/_features/shell/page-shell";
import { getContext } from "@/app/_trpc/server";
import { Picture } from "@/app/_ui/picture";

export async function generateMetadata(): Promise<Metadata> {
  const [t, ctx] = await Promise.all([getTranslations("public.home"), getContext()]);
  return { title: t("title", { school: ctx.school.name }), alternates: alternates("") };
}

export default async function HomePage() {
  const [t, locale, ctx] = await Promise.all([getTranslations("public.home"), getLocale(), getContext()]);
  const cards = [
    { picture: "report", title: t("reportsTitle"), text: t("reportsText") },
    { picture: "languages", title: t("languagesTitle"), text: t("languagesText") },
    { picture: "phone", title: t("phoneTitle"), text: t("phoneText") },
  ];
  return (
    <PageShell path="" wide hero={<HomeHero />}>
      <ul className="grid gap-4 md:grid-cols-3">
        {cards.map((card) => (
          <li key={card.picture} className="card grid content-start gap-2">
            <Picture name={card.picture} size={56} />
            <h2>{card.title}</h2>
            <p>{card.text}</p>
          </li>
        ))}
      </ul>
      <div className="grid gap-4 md:grid-cols-2">
        <section className="card card-now grid content-start justify-items-start gap-3">
          <h2>{t("promiseTitle")}</h2>
          <p>{t("promiseText")}</p>
          <a className="button button-quiet" href={`/${locale}/policy`}>{t("promiseLink")}</a>
          <NewsLink base={PUBLIC_NEWS} />
        </section>
        <section className="card grid content-start justify-items-start gap-3">
          <h2>{t("visitTitle")}</h2>
          <address lang="en" dir="ltr" className="not-italic">
            {[ctx.school.name, ...ctx.school.addressLines].map((line) => <span key={line} className="block">{line}</span>)}
          </address>
          <EventsLink />
          <DatesLink />
        </section>
      </div>
    </PageShell>
  );
}
