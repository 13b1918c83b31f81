import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon, type IconName } from "@/app/_ui/icon";
import { findLanguage } from "@/server/lib/i18n/languages";

/** The tools of a report, always in the same place: listen, PDF, English (or back to one's own language), all news. */
export async function FamilyTools({ reportId, ownLanguage }: { reportId: string; ownLanguage: string | null }) {
  const [t, listen, locale] = await Promise.all([getTranslations("family.report"), getTranslations("listen"), getLocale()]);
  const own = ownLanguage ? findLanguage(ownLanguage) : undefined;
  const other = locale !== "en"
    ? { href: `/en/family/reports/${reportId}`, label: t("english"), lang: "en" }
    : own && own.tag !== "en" ? { href: `/${own.tag}/family/reports/${reportId}`, label: own.ownName, lang: own.tag } : null;
  const tools: { href: string; icon: IconName; label: string; lang?: string }[] = [
    { href: `/${locale}/family/reports/${reportId}/listen`, icon: "volume", label: listen("tool") },
    { href: `/${locale}/family`, icon: "home", label: t("allNews") },
    { href: `/api/reports/${reportId}/pdf?lang=${locale}`, icon: "file-text", label: t("pdf") },
    ...(other ? [{ ...other, icon: "language" as const }] : []),
  ];
  return (
    <nav aria-label={t("tools")} className="no-print grid grid-flow-col auto-cols-fr gap-2">
      {tools.map((tool) => (
        <a key={tool.href} href={tool.href} className="grid min-h-[76px] content-center justify-items-center gap-0.5 rounded-m border border-line bg-card px-1 py-2 text-center text-sm no-underline">
          <Icon name={tool.icon} className="size-7" />
          {tool.lang ? <span className="own-name" lang={tool.lang}>{tool.label}</span> : tool.label}
        </a>
      ))}
    </nav>
  );
}
