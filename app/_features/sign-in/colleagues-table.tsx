import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { formatDate } from "@/server/lib/i18n/format";

import { resetFactorAction } from "./actions-second-factor";

type Staff = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["signIn"]["secondFactor"]["listStaff"]>>;

/** The staff, since when each has a second step, and a button to clear it. */
export async function ColleaguesTable({ staff, zone }: { staff: Staff; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("signIn.colleagues"), getLocale()]);
  return (
    <div className="table-scroll" tabIndex={0}>
      <table className="table">
        <thead><tr><th scope="col">{t("name")}</th><th scope="col">{t("state")}</th><th scope="col">{t("resetShort")}</th></tr></thead>
        <tbody>
          {staff.map((person) => (
            <tr key={person.adultId}>
              <th scope="row" className="border-t border-line bg-card align-top text-ink"><bdi>{person.name}</bdi></th>
              <td>{person.setUpAt ? t("setUp", { date: formatDate(locale, person.setUpAt, "shortDay", zone) }) : t("notSetUp")}</td>
              <td>
                {person.setUpAt ? (
                  <form action={resetFactorAction}>
                    <input type="hidden" name="locale" value={locale} />
                    <input type="hidden" name="adultId" value={person.adultId} />
                    <button className="button button-stop button-small" aria-label={t("reset", { name: person.name })}>{t("resetShort")}</button>
                  </form>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
