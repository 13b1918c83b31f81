import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";

import { showNastaliqAction } from "./letters-actions";

/** On open pages of readers of Nastaliq: one tap, and every page is set in it from now on. */
export async function LettersChoice({ path }: { path: string }) {
  const [t, locale] = await Promise.all([getTranslations("display"), getLocale()]);
  return (
    <form action={showNastaliqAction} className="no-print -mb-3 justify-self-start">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="back" value={path} />
      <button className="inline-flex min-h-12 cursor-pointer items-center gap-2 text-brand underline"><Icon name="pencil" />{t("showNastaliq")}</button>
    </form>
  );
}
