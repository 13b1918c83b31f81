import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";

import { yearLabel } from "../shell/year-label";

type Api = Awaited<ReturnType<typeof getApi>>;
type Pupils = Awaited<ReturnType<Api["people"]["access"]["list"]>>["pupils"];

/** Children by name, each with the adults around them. */
export async function PeopleList({ pupils }: { pupils: Pupils }) {
  const [t, relations, common, locale] = await Promise.all([
    getTranslations("people.list"), getTranslations("people.relations"), getTranslations("common"), getLocale(),
  ]);
  return (
    <div className="table-scroll" tabIndex={0}>
      <table className="table">
        <thead><tr><th scope="col">{t("child")}</th><th scope="col">{t("adults")}</th></tr></thead>
        <tbody>
          {pupils.map((pupil) => (
            <tr key={pupil.id}>
              <td>
                <a href={`/${locale}/staff/people/${pupil.id}`} className="font-bold"><bdi>{pupil.givenName} {pupil.familyName}</bdi></a>
                <span className="block text-ink-soft">{yearLabel(common, pupil.yearGroup)}</span>
              </td>
              <td>
                <ul className="grid gap-1">
                  {pupil.links.map((link) => (
                    <li key={link.id} className="flex flex-wrap items-center gap-2">
                      <a href={`/${locale}/staff/people/links/${link.id}`}><bdi>{link.adult.givenName} {link.adult.familyName}</bdi></a>
                      <span className="text-ink-soft">{relations(link.relation)}</span>
                      {link.confirmedAt ? null : <Badge tone="warn">{t("waiting")}</Badge>}
                      {link.restrictions.length > 0 ? <Badge tone="stop">{t("restricted")}</Badge> : null}
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
