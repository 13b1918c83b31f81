import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";

import { getLocale } from "@/app/_trpc/locale";
import { reportRoles } from "@/app/_features/reports/staff-roles";
import { NEW_ROUND_PATH, NewRoundForm } from "@/app/_features/reports/staff-round-form";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";

/** A school year begins in August, as in the pupil systems (0-based month). */
const AUGUST = 7;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staffReports.newRound"))("title") };
}

export default async function NewRoundPage() {
  const [t, locale, api, ctx] = await Promise.all([getTranslations("staffReports.newRound"), getLocale(), getApi(), getContext()]);
  const rounds = await orRedirect(locale, NEW_ROUND_PATH, api.reports.rounds.list());
  if (!reportRoles(ctx.actor).publishes) notFound();
  const schoolYear = ctx.now.getUTCMonth() >= AUGUST ? ctx.now.getUTCFullYear() : ctx.now.getUTCFullYear() - 1;
  const last = rounds[0];
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead")}</p>
      </div>
      <FlashNotice path={NEW_ROUND_PATH} namespace="staffReports" />
      <NewRoundForm schoolYear={schoolYear} yearGroups={last?.yearGroups ?? []} subjects={last?.subjects ?? ["english", "maths", "science"]} />
    </>
  );
}
