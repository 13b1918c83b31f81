import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Notice } from "@/app/_ui/notice";
import { mailScreens } from "@/server/features/delivery/schema";
import { formatDate, formatList, isolateName } from "@/server/lib/i18n/format";

import { shownText } from "../shell/shown-text";
import { StaffText } from "../shell/staff-text";
import type { Timeline, TimelineEntry } from "./answers";
import { languageOf } from "./choices";

const toneOf = { good_news: "good", concern: "warn", neutral: "plain" } as const;

/** Everything said to and by the adults of one child, newest first. `heard` gives what was spoken of a reply. */
export async function TimelineList({ entries, zone, heard }: { entries: TimelineEntry[]; zone: string; heard: (replyId: string) => ReactNode }) {
  const [t, locale] = await Promise.all([getTranslations("contacts.timeline"), getLocale()]);
  if (entries.length === 0) return <Empty picture="phone" title={t("empty")}><p>{t("emptyText")}</p></Empty>;
  return (
    <ol className="grid gap-3">
      {entries.map((entry) => (
        <li key={entry.id} className="grid gap-1 rounded-m border border-line bg-card p-3">
          <p className="text-ink-soft"><time dateTime={entry.at.toISOString()}>{formatDate(locale, entry.at, "moment", zone)}</time></p>
          {entry.type === "contact" ? <ContactLines entry={entry} zone={zone} /> : entry.type === "sent" ? <SentLines entry={entry} /> : (
            <>
              <p className="font-bold">{t(entry.kind, { adult: isolateName(entry.adult) })}</p>
              {entry.text ? <StaffText text={shownText(locale, entry.text)} /> : null}
              {heard(entry.id)}
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

type Entry<Type extends TimelineEntry["type"]> = Extract<TimelineEntry, { type: Type }>;

async function ContactLines({ entry, zone }: { entry: Entry<"contact">; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("contacts"), getLocale()]);
  const due = entry.nextStepDueAt ? t("timeline.due", { date: formatDate(locale, entry.nextStepDueAt, "shortDay", zone) }) : "";
  const lines = [
    ["facts", entry.facts, ""], ["theirWords", entry.theirWords, ""], ["agreed", entry.agreed, ""], ["nextStep", entry.nextStep, due],
  ] as const;
  const how = [t(`channels.${entry.channel}`), languageOf(locale, entry.language), ...(entry.interpreter === "none" ? [] : [`${t("form.interpreter")}: ${t(`interpreters.${entry.interpreter}`)}`])];
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <strong><bdi>{entry.adult}</bdi></strong><span>{how.join(" · ")}</span>
        <Badge tone={entry.outcome === "no_answer" || entry.outcome === "wrong_number" ? "warn" : "plain"}>{t(`outcomes.${entry.outcome}`)}</Badge>
        {entry.barrier ? <Badge tone="warn">{t(`barriers.${entry.barrier}`)}</Badge> : null}
        {entry.tone === "neutral" ? null : <Badge tone={toneOf[entry.tone]}>{t(`tones.${entry.tone}`)}</Badge>}
      </p>
      {entry.topics.length > 0 ? <p className="text-ink-soft">{formatList(locale, entry.topics.map((topic) => t(`topics.${topic}`)))}</p> : null}
      <dl className="grid gap-1">
        {lines.map(([name, text, day]) => (text ? <div key={name}><dt className="font-bold">{t(`timeline.${name}`)}</dt><dd><StaffText text={shownText(locale, text)} />{day ? <p className="text-ink-soft">{day}</p> : null}</dd></div> : null))}
        {entry.opinion ? <div className="rounded-s bg-warn-wash p-2"><dt className="font-bold">{t("timeline.opinion")}</dt><dd dir="auto" className="whitespace-pre-line">{entry.opinion}</dd></div> : null}
      </dl>
      <p className="text-ink-soft">{t("timeline.by", { staff: isolateName(entry.staff) })}</p>
    </>
  );
}

async function SentLines({ entry }: { entry: Entry<"sent"> }) {
  const [t, mail, channels] = await Promise.all([getTranslations("contacts"), getTranslations("delivery.email"), getTranslations("contacts.channels")]);
  const screen = mailScreens[entry.kind];
  const way = (channel: string) => (channel === "in_app" ? channels("message") : channels.has(channel) ? channels(channel) : channel);
  return (
    <>
      <p className="font-bold">{t("timeline.sent", { adult: isolateName(entry.adult) })}</p>
      <p>{screen ? mail(`${screen}.title`, { ...entry.args, child: isolateName(String(entry.args.child ?? "")) }) : entry.kind}</p>
      {entry.cancelled ? <p>{t("timeline.stopped")}</p> : (
        <ul className="flex flex-wrap gap-2">
          {entry.ways.map(({ channel, state }) => <li key={channel}><Badge tone={state === "failed" || state === "bounced" ? "stop" : "plain"}>{way(channel)}: {t.has(`states.${state}`) ? t(`states.${state}`) : state}</Badge></li>)}
        </ul>
      )}
    </>
  );
}

/** Good news beside concerns, with what to do when there is too little of it. */
export async function BalanceNote({ balance }: { balance: Timeline["balance"] }) {
  const t = await getTranslations("contacts.timeline");
  const counts = t("balance", { praise: balance.praise, concern: balance.concern });
  return balance.low ? <Notice tone="warn" title={counts}><p>{t("balanceLow")}</p></Notice> : <p className="text-ink-soft">{counts}</p>;
}
