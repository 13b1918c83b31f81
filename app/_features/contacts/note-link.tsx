import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";

/** The way from a task to the note that ends it. */
export async function NoteLink({ taskId, name }: { taskId: string; name: string }) {
  const [t, locale] = await Promise.all([getTranslations("contacts.calls"), getLocale()]);
  return <a href={`/${locale}/staff/calls/${taskId}`} className="button button-small"><Icon name="pencil" />{t("log")}<span className="sr-only">: <bdi>{name}</bdi></span></a>;
}
