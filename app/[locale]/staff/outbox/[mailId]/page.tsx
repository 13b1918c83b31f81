import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { MailView } from "@/app/_features/delivery/mail-view";
import { orRedirect } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.outbox"))("title") };
}

/** One mail of the demo's mailbox. */
export default async function MailPage({ params }: { params: Promise<{ mailId: string }> }) {
  const [{ mailId }, locale, api, ctx] = await Promise.all([params, getLocale(), getApi(), getContext()]);
  const mail = await orRedirect(locale, `/staff/outbox/${mailId}`, api.delivery.mail({ id: mailId }));
  return <MailView mail={mail} zone={ctx.school.zone} />;
}
