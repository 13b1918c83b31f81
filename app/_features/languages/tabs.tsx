import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { getContext } from "@/app/_trpc/server";

const tabs = [
  { key: "queue", href: "/staff/translation", leaders: false },
  { key: "glossary", href: "/staff/translation/glossary", leaders: false },
  { key: "files", href: "/staff/translation/files", leaders: false },
  { key: "outside", href: "/staff/translation/outside", leaders: true },
  { key: "service", href: "/staff/translation/service", leaders: true },
] as const;
const leaders = ["head", "deputy_head", "office"];

/** The way between the pages of translation; those who may not decide do not see the pages for deciding. */
export async function TranslationTabs({ current }: { current: (typeof tabs)[number]["key"] }) {
  const [t, locale, ctx] = await Promise.all([getTranslations("translation.tabs"), getLocale(), getContext()]);
  const leads = ctx.actor.kind === "person" && ctx.actor.roles.some((role) => leaders.includes(role));
  return (
    <nav aria-label={t("label")} className="flex flex-wrap gap-2 border-b border-line pb-2">
      {tabs.filter((tab) => leads || !tab.leaders).map((tab) => (
        <a
          key={tab.key} href={`/${locale}${tab.href}`} aria-current={tab.key === current ? "page" : undefined}
          className="inline-flex min-h-11 items-center rounded-m px-3 no-underline hover:bg-brand-wash aria-[current]:bg-brand-wash aria-[current]:font-bold"
        >
          {t(tab.key)}
        </a>
      ))}
    </nav>
  );
}
