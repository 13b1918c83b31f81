import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { ReachLine } from "@/app/_features/shell/reach-line";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { Phone } from "@/app/_ui/phone";
import { formatList } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

type Links = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["people"]["access"]["getChild"]>>["links"];

/** One adult of a child: how they belong together, how to reach them, and what the rule lets them know. */
export async function AdultCard({ link }: { link: Links[number] }) {
  const [t, people, profile, locale] = await Promise.all([getTranslations("people.child"), getTranslations("people"), getTranslations("profile.staff"), getLocale()]);
  const allowed = link.decisions.filter(({ decision }) => decision.allowed).map(({ scope }) => people(`scopes.${scope}`));
  const spoken = link.adult.spokenLanguages.map((tag) => listedLanguage(locale, tag));
  const facts = [
    people(`responsibility.${link.parentalResponsibility}`),
    link.hasCare ? t("care") : null,
    link.livesWith ? t("lives") : null,
    spoken.length > 0 ? t("speaks", { list: formatList(locale, spoken) }) : null,
    people(`needs.${link.adult.readingNeed}`),
  ].filter((fact): fact is string => fact !== null);
  return (
    <div className="card grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3><bdi>{link.adult.title} {link.adult.givenName} {link.adult.familyName}</bdi></h3>
        <span className="text-ink-soft">{people(`relations.${link.relation}`)}</span>
        {link.adult.safeAddress ? <Badge tone="stop">{t("safeAddress")}</Badge> : null}
      </div>
      {link.adult.phone ? <p className="flex items-center gap-2"><Icon name="phone" /><Phone number={link.adult.phone} className="inline-flex min-h-11 items-center" /></p> : null}
      <ReachLine plan={link.plan} />
      <p>{facts.join(" · ")}</p>
      <p className={allowed.length > 0 ? "text-good" : "text-stop"}>
        {allowed.length > 0 ? t("sees", { list: formatList(locale, allowed) }) : t("seesNothing")}
      </p>
      <p className="flex flex-wrap gap-2">
        <a className="button button-quiet button-small" href={`/${locale}/staff/people/adults/${link.adult.id}`}>{profile("open")}<span className="sr-only">: <bdi>{link.adult.givenName} {link.adult.familyName}</bdi></span></a>
        <a className="button button-quiet button-small" href={`/${locale}/staff/people/links/${link.id}`}>{t("why")}</a>
      </p>
    </div>
  );
}
