import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";

import { showNastaliqAction } from "./letters-actions";

/** In the head of open pages, for readers of Nastaliq: one tap, and every page is set in it from now on. */
export async function LettersChoice({ path }: { path: string }) {
  const [t, locale] = await Promise.all([getTranslations("display"), getLocale()]);
  return (
    <form action={showNastaliqAction} className="mx-auto max-w-5xl px-4 pb-2">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="back" value={path} />
      <button className="inline-flex min-h-11 cursor-pointer items-center gap-2 underline"><Icon name="pencil" />{t("showNastaliq")}</button>
    </form>
  );
}
