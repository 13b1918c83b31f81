import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { getDisplay } from "@/app/_trpc/display";
import { getLocale } from "@/app/_trpc/locale";
import { getContext } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";
import { LanguageMenu } from "@/app/_ui/language-menu";
import { Phone } from "@/app/_ui/phone";
import { readsNastaliq } from "@/server/lib/i18n/language-table";
import { languages, pageLanguage } from "@/server/lib/i18n/languages";

import { heardAt } from "./heard";
import { LanguageNote } from "./language-note";
import { LettersChoice } from "./letters-choice";

interface PageShellProps {
  /** The page's address without its language: "/policy"; "" is the school's home page. */
  path: string;
  /** Wide pages hold tables and two columns; others keep a reader's measure. */
  wide?: boolean;
  /** Where the page is heard, without its language, where its address does not say it. */
  heard?: string;
  /** Drawn between header and content, over the whole width. */
  hero?: ReactNode;
  children: ReactNode;
}

/** What stands around every page that families and visitors see: the school's name, the languages, the foot. */
export async function PageShell({ path, wide = false, heard, hero, children }: PageShellProps) {
  const [t, listen, locale, ctx, looks] = await Promise.all([getTranslations("common"), getTranslations("listen"), getLocale(), getContext(), getDisplay()]);
  const language = pageLanguage(locale);
  const signedIn = ctx.actor.kind === "person";
  const listenAt = heard ?? heardAt(path);
  // A visitor who has not chosen reads in letters that weigh little; whoever signs in gets the face of their pages, which stays with them (decision 026).
  const atHand = !signedIn && readsNastaliq(language.tag) && !looks.includes("nastaliq") && !looks.includes("plain");
  const home = signedIn && path.startsWith("/family") ? `/${locale}/family` : `/${locale}`;
  return (
    <div data-letters={atHand ? "at-hand" : undefined} className="grid min-h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_1fr_auto]">
      <a href="#main" className="sr-only bg-glow p-3 font-bold text-glow-ink focus:not-sr-only">{t("shell.skip")}</a>
      <div>
        <header className="bg-[#0a544d] text-white">
          <div className="mx-auto flex max-w-5xl items-center gap-3 px-4 py-3 max-[15rem]:flex-wrap">
            <a href={home} className="inline-flex min-h-12 items-center gap-2 font-bold text-white no-underline">
              <img src="/icon.svg" alt="" width={36} height={36} />
              <bdi className="leading-tight">{ctx.school.name}</bdi>
            </a>
            <LanguageMenu label={t("shell.language")} current={language} choices={[...languages]} path={path} />
          </div>
          {atHand ? <LettersChoice path={path} /> : null}
        </header>
      </div>
      <main id="main">
        {hero}
        <div className={`mx-auto grid w-full grid-cols-[minmax(0,1fr)] content-start gap-6 px-4 py-6 ${wide ? "max-w-5xl" : "max-w-xl"}`}>
          {ctx.actor.kind === "person" && path.startsWith("/family") ? <LanguageNote reads={ctx.actor.language} phone={ctx.school.phone} /> : null}
          {listenAt ? <a href={`/${locale}${listenAt}`} className="no-print -mb-3 inline-flex min-h-12 items-center gap-2 justify-self-start font-bold"><Icon name="volume" />{listen("titlePage")}</a> : null}
          {children}
        </div>
      </main>
      <footer className="border-t border-line bg-card text-sm">
        <div className="mx-auto grid max-w-5xl gap-3 px-4 py-6">
          {language.status === "unreviewed" ? <p className="text-ink-soft">{t("shell.unreviewed")}</p> : null}
          <p className="flex items-center gap-2">
            <Icon name="phone" />
            <span>{t.rich("shell.ring", { phone: () => <Phone number={ctx.school.phone} /> })}</span>
          </p>
          <nav aria-label={t("shell.footLabel")} className="flex flex-wrap gap-x-6">
            <FootLink href={`/${locale}`} label={t("shell.home")} />
            <FootLink href={`/${locale}/events`} label={t("shell.events")} />
            <FootLink href={`/${locale}/dates`} label={t("shell.dates")} />
            <FootLink href={`/${locale}/policy`} label={t("shell.policy")} />
            <FootLink href={`/${locale}/accessibility`} label={t("shell.accessibility")} />
            <FootLink href={`/${locale}/display?back=${encodeURIComponent(path)}`} label={t("shell.display")} />
            <FootLink href={`/${locale}/privacy`} label={t("shell.privacy")} />
            {signedIn ? <FootLink href={`/${locale}/family/account`} label={t("shell.account")} /> : <FootLink href={`/${locale}/sign-in`} label={t("shell.signIn")} />}
          </nav>
        </div>
      </footer>
    </div>
  );
}

function FootLink({ href, label }: { href: string; label: string }) {
  return <a href={href} className="inline-flex min-h-12 items-center">{label}</a>;
}
