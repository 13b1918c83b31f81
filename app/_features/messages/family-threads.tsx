import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { formatDate, isolateName } from "@/server/lib/i18n/format";

import type { FamilyThreads } from "./answers";

export const FAMILY_MESSAGES = "/family/messages";

const pictures: Record<string, string> = { class_teacher: "teacher", office: "office", family_support: "help" };

/** One child's conversations, and to whom else one can write. */
export async function ChildThreads({ child, zone }: { child: FamilyThreads; zone: string }) {
  const [t, teams, locale] = await Promise.all([getTranslations("messages.family"), getTranslations("messages.teams"), getLocale()]);
  const { pupil, threads, open } = child;
  return (
    <section className="grid gap-3" aria-labelledby={`child-${pupil.id}`}>
      <h2 id={`child-${pupil.id}`}>{t("about", { child: isolateName(pupil.givenName) })}</h2>
      <ul className="grid gap-3">
        {threads.map((thread) => (
          <li key={thread.id}>
            <a href={`/${locale}${FAMILY_MESSAGES}/${thread.id}`} className="card flex items-center gap-4 text-ink no-underline">
              <Picture name={pictures[thread.team] ?? "talk"} size={48} />
              <span className="grid min-w-0 gap-1">
                <span className="flex flex-wrap items-center gap-2 font-bold text-brand underline">{teams(thread.team)}{thread.isNew ? <Badge tone="warn">{t("new")}</Badge> : null}</span>
                <span className="text-ink-soft">{t("last", { date: formatDate(locale, thread.lastAt, "shortDay", zone) })}</span>
              </span>
            </a>
          </li>
        ))}
        {open.map((team) => (
          <li key={team}>
            <a href={`/${locale}${FAMILY_MESSAGES}/new?${new URLSearchParams({ child: pupil.id, team })}`} className="button button-quiet w-full !justify-start">
              <Picture name={pictures[team] ?? "talk"} size={32} />{t("write", { team: teams(team) })}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The way to the messages from the family's home page. */
export async function MessagesLink({ count }: { count: number }) {
  const [t, locale] = await Promise.all([getTranslations("messages.family"), getLocale()]);
  return <a href={`/${locale}${FAMILY_MESSAGES}`} className={count > 0 ? "button" : "button button-quiet"}><Icon name="mail" />{t("link", { count })}</a>;
}
