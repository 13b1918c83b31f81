import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { AlarmWatch } from "@/app/_features/contacts/alarm-watch";
import { StaffShell } from "@/app/_features/shell/staff-shell";
import { StaffApiProvider } from "@/app/_trpc/client";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { mayDo } from "@/server/features/people/schema";

/** Pages guard themselves; the frame only draws what this person's roles can use. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const ctx = await getContext();
  if (ctx.actor.kind === "person" && ctx.actor.posts.length === 0) notFound();
  const watches = ctx.actor.kind === "person" && mayDo(ctx.actor.roles, "watchVisits");
  return <StaffShell actor={ctx.actor} schoolName={ctx.school.name} notice={watches ? <Alarms /> : null}>{children}</StaffShell>;
}

/** Somebody on a visit is missed: over every page of those who watch. */
async function Alarms() {
  const [t, locale, api] = await Promise.all([getTranslations("visits.staff"), getLocale(), getApi()]);
  const alarms = await api.contacts.visits.alarms();
  return <StaffApiProvider locale={locale}><AlarmWatch open={alarms.length} words={t("alarm")} href={`/${locale}/staff/visits`} /></StaffApiProvider>;
}
