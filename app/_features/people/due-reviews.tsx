import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { formatDate, isolateName } from "@/server/lib/i18n/format";

import { yearLabel } from "../shell/year-label";

type Due = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["people"]["access"]["listDue"]>>;

/** Orders whose date has passed. They hold until a person has looked at them again. */
export async function DueReviews({ reviews }: { reviews: Due["reviews"] }) {
  const [t, people, common, locale] = await Promise.all([getTranslations("people.reviews"), getTranslations("people"), getTranslations("common"), getLocale()]);
  return (
    <section className="card card-now grid gap-2" aria-labelledby="reviews">
      <h2 id="reviews" className="text-lg">{t("title")}</h2>
      <p>{t("text")}</p>
      <ul className="grid gap-1">
        {reviews.map(({ id, kind, reviewOn, link }) => (
          <li key={id}>
            <a href={`/${locale}/staff/people/links/${link.id}`} className="inline-flex min-h-11 flex-wrap items-center gap-x-2">
              <Icon name="alert-triangle" />
              <bdi className="font-bold">{link.adult.givenName} {link.adult.familyName}</bdi>
              <span>{t("about", { child: `${isolateName(`${link.pupil.givenName} ${link.pupil.familyName}`)}, ${yearLabel(common, link.pupil.yearGroup)}` })}</span>
              <span className="text-ink-soft">{people(`kinds.${kind}`)}{reviewOn ? ` · ${formatDate(locale, reviewOn, "shortDay", "UTC")}` : ""}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
