import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { getLocale } from "@/app/_trpc/locale";
import { Icon, type IconName } from "@/app/_ui/icon";
import { type Ability, mayDo } from "@/server/features/people/schema";
import type { Actor } from "@/server/lib/auth/actor";

type NavKey = "today" | "calls" | "messages" | "visits" | "meetings" | "meetingDay" | "newsletters" | "rewards" | "events" | "calendar" | "caseloads" | "people" | "import" | "letters" | "reports" | "reached" | "translation" | "pictures" | "recordings" | "outbox" | "pace" | "account";

const nav: { key: NavKey; href: string; icon: IconName; ability: Ability }[] = [
  { key: "today", href: "/staff/today", icon: "phone", ability: "useStaffPages" },
  { key: "calls", href: "/staff/calls", icon: "message-circle", ability: "workCalls" },
  { key: "messages", href: "/staff/messages", icon: "mail", ability: "writeMessages" },
  { key: "visits", href: "/staff/visits", icon: "home", ability: "makeVisits" },
  { key: "meetings", href: "/staff/meetings", icon: "calendar-event", ability: "planMeetings" },
  { key: "meetingDay", href: "/staff/meetings/day", icon: "clock", ability: "holdMeetings" },
  { key: "newsletters", href: "/staff/newsletters", icon: "news", ability: "writeNewsletters" },
  { key: "rewards", href: "/staff/rewards", icon: "award", ability: "noteRewards" },
  { key: "events", href: "/staff/events", icon: "calendar-event", ability: "welcomeGuests" },
  { key: "calendar", href: "/staff/calendar", icon: "calendar-event", ability: "keepCalendar" },
  { key: "caseloads", href: "/staff/caseloads", icon: "heart-handshake", ability: "assignCaseloads" },
  { key: "people", href: "/staff/people", icon: "users", ability: "seePeople" },
  { key: "import", href: "/staff/import", icon: "file-import", ability: "runImports" },
  { key: "letters", href: "/staff/letters", icon: "printer", ability: "printLetters" },
  { key: "reports", href: "/staff/reports", icon: "file-text", ability: "useReports" },
  { key: "reached", href: "/staff/reached", icon: "list-check", ability: "seeReached" },
  { key: "translation", href: "/staff/translation", icon: "language", ability: "translate" },
  { key: "pictures", href: "/staff/pictures", icon: "photo", ability: "choosePictures" },
  { key: "recordings", href: "/staff/recordings", icon: "microphone", ability: "recordVoices" },
  { key: "outbox", href: "/staff/outbox", icon: "mail", ability: "seeOutbox" },
  { key: "pace", href: "/staff/pace", icon: "clock", ability: "setPace" },
  { key: "account", href: "/staff/account", icon: "user", ability: "useStaffPages" },
];

/** What stands around every staff page: on a wide screen a column of pages, on a phone a menu that opens without script. */
export async function StaffShell({ actor, schoolName, notice, children }: { actor: Actor; schoolName: string; notice?: ReactNode; children: ReactNode }) {
  const [t, locale] = await Promise.all([getTranslations("common"), getLocale()]);
  const roles = actor.kind === "person" ? actor.roles : [];
  const links = nav.filter((item) => mayDo(roles, item.ability));
  const list = (
    <ul className="grid gap-1">
      {links.map((item) => (
        <li key={item.key}>
          <a href={`/${locale}${item.href}`} className="flex min-h-11 items-center gap-3 rounded-m px-3 text-ink no-underline hover:bg-brand-wash">
            <Icon name={item.icon} />
            {t(`staff.${item.key}`)}
          </a>
        </li>
      ))}
      {actor.kind === "person" && actor.linkedPupilIds.length > 0 ? (
        <li>
          <a href={`/${locale}/family`} className="flex min-h-11 items-center gap-3 rounded-m px-3 text-ink no-underline hover:bg-brand-wash">
            <Icon name="heart-handshake" />
            {t("staff.family")}
          </a>
        </li>
      ) : null}
    </ul>
  );
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] content-start text-sm lg:grid-cols-[14rem_minmax(0,1fr)] lg:content-stretch">
      <a href="#main" className="sr-only bg-glow p-3 font-bold text-glow-ink focus:not-sr-only">{t("shell.skip")}</a>
      <header className="border-line bg-card p-3 max-lg:border-b lg:border-e">
        <div className="lg:sticky lg:top-3">
          <p className="flex items-center gap-2 px-3 pb-3 font-bold"><img src="/icon.svg" alt="" width={28} height={28} /><bdi>{schoolName}</bdi></p>
          <nav aria-label={t("staff.navLabel")} className="max-lg:hidden">{list}</nav>
          <details className="lg:hidden">
            <summary className="flex min-h-11 items-center gap-2 px-3"><Icon name="menu-2" />{t("staff.navLabel")}</summary>
            <nav aria-label={t("staff.navLabel")}>{list}</nav>
          </details>
        </div>
      </header>
      <div className="min-w-0">
        {notice}
        <main id="main" className="grid min-w-0 content-start gap-5 p-4 *:min-w-0 lg:p-8">{children}</main>
      </div>
    </div>
  );
}
