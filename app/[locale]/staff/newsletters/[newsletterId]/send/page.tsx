import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { stopNewsletterAction } from "@/app/_features/newsletters/actions";
import { Faults, LanguageStates, SendForm, SentView } from "@/app/_features/newsletters/sending-view";
import { NEWS } from "@/app/_features/newsletters/places";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi, getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { mayDo } from "@/server/features/people/schema";
import { dayIn } from "@/server/lib/clock";
import { formatDate } from "@/server/lib/i18n/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("newsletters.staff"))("sendTitle") };
}

/** Whom a newsletter reaches and in which languages, and the button that lets it go; afterwards what became of it. */
export default async function SendNewsletterPage({ params }: { params: Promise<{ newsletterId: string }> }) {
  const { newsletterId } = await params;
  const path = `${NEWS}/${newsletterId}/send`;
  const [t, locale, api, ctx] = await Promise.all([getTranslations("newsletters.staff"), getLocale(), getApi(), getContext()]);
  const [edited, state, counts] = await orRedirect(locale, path, Promise.all([api.newsletters.edit({ newsletterId }), api.newsletters.state({ newsletterId }), api.newsletters.sent({ newsletterId })]));
  const maySend = ctx.actor.kind === "person" && mayDo(ctx.actor.roles, "sendNewsletters");
  const out = edited.state === "sent" || edited.state === "withdrawn";
  const stops = edited.state === "scheduled" ? "hold" : edited.state === "sent" ? "takeBack" : null;
  return (
    <>
      <div>
        <p><a href={`/${locale}${NEWS}${out ? "" : `/${newsletterId}`}`} className="inline-flex min-h-11 items-center gap-2"><Icon name="arrow-left" flip />{t(out ? "title" : "editTitle")}</a></p>
        <h1><span lang="en">{edited.title}</span></h1>
      </div>
      <FlashNotice path={path} namespace="newsletters.staff" />
      {edited.state === "scheduled" && edited.sendAt ? <Notice tone="good"><p className="font-bold">{t("waits", { date: formatDate(locale, edited.sendAt, "moment", ctx.school.zone) })}</p></Notice> : null}
      {edited.state === "withdrawn" ? <Notice tone="warn"><p>{t("isTakenBack")}</p></Notice> : null}
      {out ? <SentView counts={counts} /> : <Faults state={state} />}
      <LanguageStates state={state} />
      {edited.state === "draft" ? maySend ? <SendForm state={state} day={dayIn(ctx.school.zone, ctx.now)} /> : <Notice><p>{t("othersSend")}</p></Notice> : null}
      {stops && maySend ? (
        <form action={stopNewsletterAction} className="card grid max-w-2xl justify-items-start gap-3">
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="newsletterId" value={newsletterId} />
          <p>{t(`${stops}Text`)}</p>
          <button name="what" value={stops === "hold" ? "hold" : "withdraw"} className={`button ${stops === "hold" ? "button-quiet" : "button-stop"}`}>{t(stops)}</button>
        </form>
      ) : null}
    </>
  );
}
