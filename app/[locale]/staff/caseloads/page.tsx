import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { CaseloadFilter, CoverForm, FamilyTable, WorkerTable } from "@/app/_features/contacts/caseload-view";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";
import { listCaseloadsInput } from "@/server/features/contacts/caseloads/schema";

const PATH = "/staff/caseloads";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contacts.caseloads"))("title") };
}

/** Which worker cares for which family, and how even the work is. */
export default async function CaseloadsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [t, locale, api, search] = await Promise.all([getTranslations("contacts.caseloads"), getLocale(), getApi(), searchParams]);
  const parsed = listCaseloadsInput.safeParse({ language: search.language || undefined, need: search.need || undefined });
  const filter = parsed.success ? parsed.data : {};
  const { workers, families, unassigned, languages } = await orRedirect(locale, PATH, api.contacts.caseloads(filter));
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="text-ink-soft">{t("lead")} {t("unassigned", { count: unassigned })}</p>
      </div>
      <FlashNotice path={PATH} namespace="contacts" />
      <h2>{t("balance")}</h2>
      <WorkerTable workers={workers} />
      <p className="text-ink-soft">{t("weightHint")}</p>
      <h2>{t("families")}</h2>
      <CaseloadFilter filter={filter} languages={languages} />
      <FamilyTable families={families} workers={workers} filter={filter} />
      <CoverForm workers={workers} filter={filter} />
    </>
  );
}
