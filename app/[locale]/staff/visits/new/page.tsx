import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { VISITS } from "@/app/_features/contacts/visit-answers";
import { PlanForm, WhoGoes } from "@/app/_features/contacts/visit-plan";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { ReachLine } from "@/app/_features/shell/reach-line";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { suggestInput } from "@/server/features/contacts/visits/schema";
import { isolateName } from "@/server/lib/i18n/format";

const PATH = `${VISITS}/new`;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("visits.staff"))("planTitle") };
}

/** Plans a visit to one adult about one child: first who goes, then at what times. */
export default async function PlanVisitPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const search = await searchParams;
  const one = (name: string) => (typeof search[name] === "string" ? search[name] : "");
  const [t, locale, api, ctx] = await Promise.all([getTranslations("visits.staff"), getLocale(), getApi(), getContext()]);
  const parsed = suggestInput.safeParse({ pupilId: one("child"), adultId: one("adult"), leadId: one("lead") || undefined, secondId: one("second") || undefined, minutes: Number(one("minutes") || 30) });
  if (!parsed.success) notFound();
  const choices = await orRedirect(locale, PATH, api.contacts.visits.choices(parsed.data));
  const own = ctx.actor.kind === "person" ? ctx.actor.adultId : "";
  const asked = { child: parsed.data.pupilId, adult: parsed.data.adultId, lead: parsed.data.leadId ?? own, second: parsed.data.secondId ?? "", minutes: parsed.data.minutes, task: one("task") };
  return (
    <>
      <div>
        <h1>{t("planTitle")}</h1>
        <p>{t("planFor", { adult: isolateName(choices.adult.name), child: isolateName(choices.pupil.name) })}</p>
        <ReachLine plan={choices.adult.plan} />
      </div>
      <FlashNotice path={PATH} namespace="visits.said" />
      <WhoGoes asked={asked} choices={choices} />
      <PlanForm asked={asked} choices={choices} path={PATH} zone={ctx.school.zone} />
    </>
  );
}
