import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { formatDate } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

type Families = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["signIn"]["letters"]["listFamilies"]>>["families"];
type LetterAdult = Families[number]["adults"][number];

interface Props {
  classId: string;
  className: string;
  families: Families;
  zone: string;
}

/** A class: one button prints it all; below it each family with what became of its last letter. */
export async function LetterClass({ classId, className, families, zone }: Props) {
  const [t, locale] = await Promise.all([getTranslations("signIn.letters"), getLocale()]);
  const print = `/${locale}/staff/letters/print`;
  const state = (adult: LetterAdult) => {
    if (adult.usedAt) return t("used", { date: formatDate(locale, adult.usedAt, "shortDay", zone) });
    return adult.printedAt ? t("printed", { date: formatDate(locale, adult.printedAt, "shortDay", zone) }) : t("neverPrinted");
  };
  return (
    <>
      <form action={print} method="post">
        <input type="hidden" name="classId" value={classId} />
        <button className="button"><Icon name="printer" />{t("printClass", { name: className })}</button>
      </form>
      {families.map((family) => (
        <section key={family.pupilId} className="card grid gap-3">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h3><bdi>{family.name}</bdi></h3>
            {family.adults.length > 0 ? (
              <form action={print} method="post">
                <input type="hidden" name="back" value={classId} />
                <input type="hidden" name="pupilId" value={family.pupilId} />
                <button className="button button-quiet button-small" aria-label={t("printFamilyOf", { name: family.name })}>
                  <Icon name="printer" />{t("printFamily")}
                </button>
              </form>
            ) : null}
          </div>
          {family.adults.length === 0 ? <p className="text-ink-soft">{t("noAdults")}</p> : (
            <div className="table-scroll" tabIndex={0}>
              <table className="table table-cards">
                <thead><tr><th scope="col">{t("adult")}</th><th scope="col">{t("language")}</th><th scope="col">{t("email")}</th><th scope="col">{t("state")}</th></tr></thead>
                <tbody>
                  {family.adults.map((adult) => (
                    <tr key={adult.adultId}>
                      <th scope="row"><bdi>{adult.name}</bdi></th>
                      <td data-label={t("language")}>{adult.language ? listedLanguage(locale, adult.language) : t("languageUnknown")}</td>
                      <td data-label={t("email")}>{adult.hasEmail ? t("hasEmail") : t("noEmail")}</td>
                      <td data-label={t("state")}>{state(adult)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
      ))}
    </>
  );
}
