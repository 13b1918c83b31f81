import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";

/** The way from a task to the note that ends it. */
export async function NoteLink({ taskId, name }: { taskId: string; name: string }) {
  const [t, locale] = await Promise.all([getTranslations("contacts.calls"), getLocale()]);
  return <a href={`/${locale}/staff/calls/${taskId}`} className="button button-small"><Icon name="pencil" />{t("log")}<span className="sr-only">: <bdi>{name}</bdi></span></a>;
}

/** The way from a task to the visit that it is about. */
export async function VisitLink({ visitId }: { visitId: string }) {
  const [t, locale] = await Promise.all([getTranslations("visits.staff"), getLocale()]);
  return <a href={`/${locale}/staff/visits/${visitId}`} className="mt-1 inline-flex min-h-11 items-center">{t("openVisit")}</a>;
}
