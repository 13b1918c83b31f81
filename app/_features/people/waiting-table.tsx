import { getTranslations } from "next-intl/server";

import type { getApi } from "@/app/_trpc/server";

import { yearLabel } from "../shell/year-label";

type Waiting = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["people"]["access"]["listWaiting"]>>["links"];

/** Adults who wait, one row each, with a box to tick. */
export async function WaitingTable({ waiting }: { waiting: Waiting }) {
  const [t, people, common] = await Promise.all([getTranslations("people.confirm"), getTranslations("people"), getTranslations("common")]);
  return (
    <div className="table-scroll" tabIndex={0}>
      <table className="table table-cards">
        <thead>
          <tr><th scope="col">{t("adult")}</th><th scope="col">{t("child")}</th><th scope="col">{t("relation")}</th><th scope="col">{t("evidence")}</th></tr>
        </thead>
        <tbody>
          {waiting.map((link) => (
            <tr key={link.id}>
              <td>
                <label className="flex min-h-11 items-center gap-3">
                  <input type="checkbox" name="links" value={link.id} className="size-5 flex-none accent-brand" />
                  <input type="hidden" name="shown" value={link.id} />
                  <span><bdi className="font-bold">{link.adult.givenName} {link.adult.familyName}</bdi><bdi dir="ltr" className="block text-ink-soft">{link.adult.email}</bdi></span>
                </label>
              </td>
              <td data-label={t("child")}><bdi>{link.pupil.givenName} {link.pupil.familyName}</bdi> <span className="text-ink-soft">{yearLabel(common, link.pupil.yearGroup)}</span></td>
              <td data-label={t("relation")}>{people(`relations.${link.relation}`)}</td>
              <td data-label={t("evidence")}>
                {people(`responsibility.${link.parentalResponsibility}`)}
                {link.hasCare ? <span className="block">{t("care")}</span> : null}
                <span className="block text-ink-soft">{link.evidence ?? t("noEvidence")}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
