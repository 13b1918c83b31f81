import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { PageShell } from "@/app/_features/shell/page-shell";
import { Empty } from "@/app/_ui/empty";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("common"))("notFound.title") };
}

export default async function NotFound() {
  const t = await getTranslations("common");
  return (
    <PageShell path="" heard="/listen/missing">
      <Empty picture="search" title={t("notFound.title")} whole>
        <p>{t("notFound.text")}</p>
      </Empty>
    </PageShell>
  );
}
