import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { ItemForm } from "@/app/_features/languages/item-form";
import { ItemHelp, ItemSource } from "@/app/_features/languages/item-view";
import { KeyCap } from "@/app/_ui/key-cap";
import { WorkKeys } from "@/app/_features/languages/work-keys";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { queueInput } from "@/server/features/languages/workbench/schema";
import { languageName } from "@/server/lib/i18n/names";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("translation.queue"))("title") };
}

/** One sentence with all that helps to judge it. */
export default async function SentencePage({ params, searchParams }: {
  params: Promise<{ segmentId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ segmentId }, t, locale, api, ctx, search] = await Promise.all([params, getTranslations("translation.item"), getLocale(), getApi(), getContext(), searchParams]);
  const path = `/staff/translation/${segmentId}`;
  const language = typeof search.language === "string" ? search.language : "";
  const parsed = queueInput.safeParse({ language: language || undefined, show: search.show || undefined });
  const input = parsed.success ? parsed.data : { language, show: "waiting" as const };
  const item = await orRedirect(locale, `${path}?language=${encodeURIComponent(language)}`, api.languages.workbench.item({ segmentId, language }));
  const { items } = await api.languages.workbench.queue(input);
  const at = items.findIndex((each) => each.segmentId === segmentId);
  const next = items[at + 1]?.segmentId ?? (at < 0 ? items[0]?.segmentId : undefined) ?? null;
  const previous = at > 0 ? items[at - 1]?.segmentId : null;
  const query = `?language=${encodeURIComponent(language)}&show=${input.show}`;
  const link = "inline-flex min-h-11 items-center gap-2";
  return (
    <>
      <h1>{t("title", { language: languageName(locale, language) })}</h1>
      <nav className="flex flex-wrap gap-x-6" aria-label={t("keys")}>
        <a className={link} data-key="l" href={`/${locale}/staff/translation${query}`}>{t("list")}<KeyCap name="l" /></a>
        {previous ? <a className={link} data-key="k" href={`/${locale}/staff/translation/${previous}${query}`}>{t("previous")}<KeyCap name="k" /></a> : null}
        {next ? <a className={link} data-key="j" href={`/${locale}/staff/translation/${next}${query}`}>{t("next")}<KeyCap name="j" /></a> : null}
      </nav>
      <p className="text-ink-soft pointer-coarse:hidden">{t("keysHint")}</p>
      <FlashNotice path={path} namespace="translation" />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] *:min-w-0">
        <div className="grid gap-4 *:min-w-0"><ItemSource item={item} /><ItemForm key={item.segmentId} item={item} show={input.show} next={next} /></div>
        <ItemHelp item={item} show={input.show} zone={ctx.school.zone} />
      </div>
      <WorkKeys />
    </>
  );
}
