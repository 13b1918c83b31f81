import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";

import { phoneMeAction } from "./actions";

/** Asks the office to ring and tell what the report says. */
export async function PhoneMe({ reportId, calls }: { reportId: string; calls: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("listen.none"), getLocale()]);
  if (calls) return <p className="font-bold">{t("done")}</p>;
  return (
    <form action={phoneMeAction} className="grid">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="reportId" value={reportId} />
      <button className="button"><Icon name="phone" />{t("button")}</button>
    </form>
  );
}
