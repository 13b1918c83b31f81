import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { formatDate, formatList } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import type { CelebrationLines, StaffCelebration } from "./answers";
import { decideCelebrationAction } from "./celebration-actions";
import { CELEBRATIONS } from "./places";

const tones = { draft: "plain", invited: "good", cancelled: "stop" } as const;

/** All celebrations, the newest first. */
export async function CelebrationTable({ celebrations, zone }: { celebrations: CelebrationLines; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.celebrate"), getLocale()]);
  if (celebrations.length === 0) return null;
  return (
    <ul className="grid max-w-3xl gap-2">
      {celebrations.map(({ id, kind, state, startsAt, place, children }) => (
        <li key={id} className="card flex flex-wrap items-center gap-3">
          <a href={`/${locale}${CELEBRATIONS}/${id}`} className="font-bold">{t(`kinds.${kind}`)}, {formatDate(locale, startsAt, "moment", zone)}</a>
          <bdi lang="en">{place}</bdi>
          <span>{t("childCount", { count: children })}</span>
          <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
        </li>
      ))}
    </ul>
  );
}

/** Who comes, who would like the film, and what is needed. */
export async function CelebrationCounts({ celebration }: { celebration: StaffCelebration }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.celebrate"), getLocale()]);
  const { counts, needs, interpreters, answers, state, others } = celebration;
  return (
    <section className="card grid max-w-3xl gap-3" aria-labelledby="answers">
      <h2 id="answers">{t("answers")} <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge></h2>
      <p>{t("counts", { yes: counts.yes, places: counts.places, work: counts.work, no: counts.no, waiting: counts.waiting })}</p>
      {interpreters.length > 0 ? <p>{t("interpreters")}: {formatList(locale, interpreters.map(({ language, adults }) => `${listedLanguage(locale, language)} (${adults})`))}</p> : null}
      {(["step_free", "hearing"] as const).map((need) => ((needs[need] ?? 0) > 0 ? <p key={need}>{t(`needs.${need}`)}: {needs[need]}</p> : null))}
      {others > 0 ? <p className="text-ink-soft">{t("others", { count: others })}</p> : null}
      {answers.length > 0 ? <ul className="list-disc ps-6">{answers.map(({ name, says, places }) => <li key={name}><bdi>{name}</bdi>: {t(`says.${says}`)}{places > 1 ? ` (${places})` : ""}</li>)}</ul> : null}
    </section>
  );
}

/** Inviting and calling off. */
export async function CelebrationDecide({ celebration, over }: { celebration: StaffCelebration; over: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.celebrate"), getLocale()]);
  const { id, state, decides, counts } = celebration;
  if (!decides || state === "cancelled" || (state === "invited" && over)) return null;
  return (
    <form action={decideCelebrationAction} className="flex flex-wrap gap-3">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="celebrationId" value={id} />
      {state === "draft" ? <button name="do" value="invite" className="button"><Icon name="mail" />{t("invite", { count: counts.adults })}</button> : null}
      <button name="do" value="cancel" className="button button-stop">{t("cancel")}</button>
    </form>
  );
}
