import type { ReactNode } from "react";
import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";
import { orRedirect } from "@/app/_trpc/gate";
import { Icon } from "@/app/_ui/icon";
import type { Person } from "@/server/lib/auth/actor";
import { isolateName } from "@/server/lib/i18n/format";

import { signOutAction, signOutEverywhereAction } from "./actions";

/** Who is signed in and where, and the ways out. The same for families and staff. */
export async function AccountView({ actor, path, children }: { actor: Person; path: string; children?: ReactNode }) {
  const [t, locale, api] = await Promise.all([getTranslations("signIn.account"), getLocale(), getApi()]);
  const sessions = await orRedirect(locale, path, api.signIn.countSessions());
  const onStaffSide = path.startsWith("/staff");
  return (
    <>
      <h1>{t("heading")}</h1>
      <p>{t("signedInAs", { name: isolateName(actor.displayName) })} {t("devices", { count: sessions })}</p>
      {children}
      <form action={signOutAction} data-signs-out="" className="card grid justify-items-start gap-3">
        <input type="hidden" name="locale" value={locale} />
        <p>{t("signOutBody")}</p>
        <button className="button"><Icon name="logout" flip />{t("signOut")}</button>
      </form>
      <form action={signOutEverywhereAction} data-signs-out="" className="card grid justify-items-start gap-3">
        <input type="hidden" name="locale" value={locale} />
        <p>{t("everywhereBody")}</p>
        <button className="button button-stop">{t("everywhere")}</button>
      </form>
      {!onStaffSide && actor.posts.length > 0 ? <a href={`/${locale}/staff`} className="inline-flex min-h-12 items-center">{t("toStaff")}</a> : null}
      {onStaffSide && actor.linkedPupilIds.length > 0 ? <a href={`/${locale}/family`} className="inline-flex min-h-12 items-center">{t("toFamily")}</a> : null}
    </>
  );
}
