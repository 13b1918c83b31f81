import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { findAction } from "@/app/_features/events/actions";
import { PLACE } from "@/app/_features/events/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { PageShell } from "@/app/_features/shell/page-shell";
import { getLocale } from "@/app/_trpc/locale";
import { Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("events.place"))("find"), robots: { index: false } };
}

/** A family finds its place again by the code that it was given. */
export default async function FindPlacePage() {
  const [t, locale] = await Promise.all([getTranslations("events.place"), getLocale()]);
  return (
    <PageShell path={PLACE}>
      <h1>{t("find")}</h1>
      <FlashNotice path={PLACE} namespace="events" />
      <form action={findAction} className="card grid gap-4">
        <input type="hidden" name="locale" value={locale} />
        <p>{t("findText")}</p>
        <Field name="code" label={t("code")} required maxLength={40} dir="ltr" autoComplete="off" autoCapitalize="characters" spellCheck={false} />
        <button className="button"><Icon name="key" />{t("findButton")}</button>
      </form>
    </PageShell>
  );
}
