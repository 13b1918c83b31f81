import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon, type IconName } from "@/app/_ui/icon";
import { findLanguage, hasCatalogue, languageOfWords } from "@/server/lib/i18n/languages";

/** The tools of a report, always in the same place: listen, easy read or in full, PDF, English (or back to one's own language), all news. */
export async function FamilyTools({ reportId, ownLanguage, view }: { reportId: string; ownLanguage: string | null; view?: "easy" | "full" }) {
  const [t, easy, listen, locale] = await Promise.all([getTranslations("family.report"), getTranslations("easy"), getTranslations("listen"), getLocale()]);
  const here = `/family/reports/${reportId}${view === "easy" ? "/easy" : view === "full" ? "?view=full" : ""}`;
  // A language without pages has no address to lead to.
  const own = ownLanguage && hasCatalogue(ownLanguage) ? findLanguage(ownLanguage) : undefined;
  const other = locale !== "en"
    ? { href: `/en${here}`, label: t("english"), lang: undefined }
    : own && own.tag !== "en" ? { href: `/${own.tag}${here}`, label: own.ownName, lang: own.tag } : null;
  const tools: { href: string; icon: IconName; label: string; lang?: string }[] = [
    { href: `/${locale}/family/reports/${reportId}/listen`, icon: "volume", label: listen("tool") },
    { href: `/${locale}/family`, icon: "home", label: t("allNews") },
    view === "easy"
      ? { href: `/${locale}/family/reports/${reportId}?view=full`, icon: "file-text", label: easy("full") }
      : { href: `/${locale}/family/reports/${reportId}/easy`, icon: "photo", label: easy("tool") },
    { href: `/api/reports/${reportId}/${view === "easy" ? "easy" : "pdf"}?lang=${languageOfWords(locale, ownLanguage)}`, icon: "printer", label: t("pdf") },
    ...(other ? [{ ...other, icon: "language" as const }] : []),
  ];
  return (
    <nav aria-label={t("tools")} className="no-print grid grid-cols-[repeat(auto-fit,minmax(5.25rem,1fr))] gap-2">
      {tools.map((tool) => (
        <a key={tool.href} href={tool.href} className="grid min-h-[76px] content-center justify-items-center gap-0.5 rounded-m border border-line bg-card px-1 py-2 text-center text-sm wrap-anywhere hyphens-auto no-underline">
          <Icon name={tool.icon} className="size-7" />
          {tool.lang ? <span className="own-name" lang={tool.lang}>{tool.label}</span> : <span className="min-w-0">{tool.label}</span>}
        </a>
      ))}
    </nav>
  );
}
