import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";

import { chooseViewAction } from "./actions";

/** One button to have reports always as they stand here. Not there when they open so already. */
export async function ViewChoice({ reportId, view, easyRead }: { reportId: string; view: "easy" | "full"; easyRead: boolean }) {
  if ((view === "easy") === easyRead) return null;
  const [t, locale] = await Promise.all([getTranslations("easy"), getLocale()]);
  return (
    <form action={chooseViewAction} className="no-print grid">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="reportId" value={reportId} />
      <input type="hidden" name="view" value={view} />
      <button className="button button-quiet"><Icon name={view === "easy" ? "photo" : "file-text"} />{t(view === "easy" ? "alwaysEasy" : "alwaysFull")}</button>
    </form>
  );
}
