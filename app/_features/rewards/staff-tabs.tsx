import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";

import { AGREED, CELEBRATIONS, REWARDS, SHARE } from "./places";

const tabs = [{ key: "note", href: REWARDS }, { key: "celebrate", href: CELEBRATIONS }, { key: "share", href: SHARE }, { key: "consent", href: AGREED }] as const;

/** The way between the staff's pages of good news. */
export async function RewardTabs({ current }: { current: (typeof tabs)[number]["key"] }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.staff"), getLocale()]);
  return (
    <nav aria-label={t("title")} className="flex flex-wrap gap-2 border-b border-line pb-2">
      {tabs.map(({ key, href }) => (
        <a
          key={key} href={`/${locale}${href}`} aria-current={key === current ? "page" : undefined}
          className="inline-flex min-h-11 items-center rounded-m px-3 no-underline hover:bg-brand-wash aria-[current]:bg-brand-wash aria-[current]:font-bold"
        >
          {t(`tabs.${key}`)}
        </a>
      ))}
    </nav>
  );
}
