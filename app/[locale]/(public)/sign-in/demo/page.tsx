import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";

import { PageShell } from "@/app/_features/shell/page-shell";
import { DemoPerson } from "@/app/_features/sign-in/demo-person";
import { getApi } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { DESIGN_PEOPLE } from "@/server/features/sign-in/demo/schema";
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
  const first = people.filter(({ id }) => DESIGN_PEOPLE.includes(id));
  const others = people.filter(({ id }) => !DESIGN_PEOPLE.includes(id));
  return (
    <PageShell path="/sign-in/demo" wide>
      <h1>{t("heading")}</h1>
      <p className="max-w-xl text-lg">{t("intro")}</p>
      {people.length === 0 ? <Empty picture="search" title={t("empty")} /> : null}
      <ul className="grid gap-4 md:grid-cols-2">
        {first.map((person) => <DemoPerson key={person.id} person={person} />)}
      </ul>
      {others.length > 0 ? (
        <details>
          <summary className="flex min-h-12 items-center font-bold">{t("others")}</summary>
          <ul className="grid gap-4 pt-3 md:grid-cols-2">
            {others.map((person) => <DemoPerson key={person.id} person={person} />)}
          </ul>
        </details>
      ) : null}
    </PageShell>
  );
}
