import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { PageShell } from "@/app/_features/shell/page-shell";
import { DemoPerson } from "@/app/_features/sign-in/demo-person";
import { getApi } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { isDemo } from "@/server/lib/env";

// The mode is known when the server runs, not when it is built.
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  if (!isDemo()) return {};
  return { title: (await getTranslations("signIn.demo"))("title"), robots: { index: false } };
}

export default async function DemoPage() {
  if (!isDemo()) notFound();
  const [t, api] = await Promise.all([getTranslations("signIn.demo"), getApi()]);
  const people = await api.signIn.demo.list();
  return (
    <PageShell path="/sign-in/demo" wide>
      <h1>{t("heading")}</h1>
      <p className="max-w-xl text-lg">{t("intro")}</p>
      {people.length === 0 ? <Empty picture="search" title={t("empty")} /> : null}
      <ul className="grid gap-4 md:grid-cols-2">
        {people.map((person) => <DemoPerson key={person.id} person={person} />)}
      </ul>
    </PageShell>
  );
}
