import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Choice, Field, Group, Option } from "@/app/_ui/field";
import { INVITE_DAYS } from "@/server/features/languages/outside/schema";
import { familyKinds, privateKinds } from "@/server/features/languages/schema";
import { formatDate } from "@/server/lib/i18n/format";
import { languageName } from "@/server/lib/i18n/names";

import type { Invites } from "./answers";
import { targetLanguages } from "./names";
import { inviteAction, revokeAction } from "./setting-actions";

/** The form that makes a link. */
export async function InviteForm() {
  const [t, k, q, locale, flash] = await Promise.all([
    getTranslations("translation.outside"), getTranslations("translation.kinds"), getTranslations("translation.queue"), getLocale(), readFlash("/staff/translation/outside"),
  ]);
  return (
    <form action={inviteAction} className="card grid max-w-2xl gap-4">
      <input type="hidden" name="locale" value={locale} />
      <Field name="name" label={t("name")} required minLength={2} maxLength={120} defaultValue={flash?.values?.name} />
      <Choice name="language" label={q("language")} options={targetLanguages(locale)} />
      <Group legend={t("kinds")}>{familyKinds.map((kind) => <Option key={kind} type="checkbox" name="kinds" value={kind} label={k(kind)} checked={!privateKinds.includes(kind)} />)}</Group>
      <Field name="days" label={t("days")} type="number" dir="ltr" min={1} max={INVITE_DAYS} defaultValue={14} />
      <button className="button justify-self-start">{t("invite")}</button>
    </form>
  );
}

/** Who was invited, with the link to send while it works. */
export async function InviteList({ invites, origin, zone }: { invites: Invites; origin: string; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("translation.outside"), getLocale()]);
  if (invites.length === 0) return <Empty picture="languages" title={t("noneTitle")} />;
  return (
    <ul className="grid max-w-3xl gap-3">
      {invites.map((invite) => (
        <li key={invite.id} className="card grid gap-2">
          <p className="flex flex-wrap items-center gap-2">
            <strong><bdi>{invite.name}</bdi></strong><span>{languageName(locale, invite.language)}</span>
            <Badge tone={invite.key ? "good" : "plain"}>{invite.key ? t("until", { date: formatDate(locale, invite.expiresAt, "shortDay", zone) }) : t("ended")}</Badge>
          </p>
          {invite.key ? (
            <>
              <div className="field">
                <label htmlFor={`link-${invite.id}`}>{t("link")}</label>
                <input id={`link-${invite.id}`} readOnly dir="ltr" className="input" value={`${origin}/${locale}/translate/${invite.key}`} />
              </div>
              <form action={revokeAction}>
                <input type="hidden" name="locale" value={locale} />
                <input type="hidden" name="inviteId" value={invite.id} />
                <button className="button button-stop button-small">{t("revoke")}<span className="sr-only">: <bdi>{invite.name}</bdi></span></button>
              </form>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
