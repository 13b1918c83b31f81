import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { readFlash } from "@/app/_trpc/flash";
import { Choice, Field, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { accessScopes, restrictionKinds } from "@/server/features/people/access/schema";
import type { AccessScope, RestrictionKind } from "@/server/lib/db/generated/enums";
import { formatDate, formatList, isolateName } from "@/server/lib/i18n/format";

import { liftRestrictionAction, restrictAction } from "./actions";

interface Restriction {
  id: string;
  kind: RestrictionKind;
  scopes: AccessScope[];
  startsOn: Date;
  reviewOn: Date | null;
  document: string;
  liftedAt: Date | null;
}

/** Orders in force and lifted, and the form that takes access away. */
export async function Restrictions({ link, path, mayChange }: { link: { id: string; restrictions: Restriction[] }; path: string; mayChange: boolean }) {
  const [t, people, locale] = await Promise.all([getTranslations("people.why"), getTranslations("people"), getLocale()]);
  return (
    <section className="grid gap-3" aria-labelledby="orders">
      <h2 id="orders">{t("ordersTitle")}</h2>
      {link.restrictions.length === 0 ? <p>{t("noOrders")}</p> : null}
      {link.restrictions.map((restriction) => (
        <Notice key={restriction.id} tone={restriction.liftedAt ? "info" : "stop"}>
          <p>
            {t("orderLine", {
              kind: people(`kinds.${restriction.kind}`), list: formatList(locale, restriction.scopes.map((scope) => people(`scopes.${scope}`))),
              date: formatDate(locale, restriction.startsOn, "shortDay"), document: isolateName(restriction.document),
            })}
          </p>
          {restriction.reviewOn && !restriction.liftedAt ? <p>{t("reviewOn", { date: formatDate(locale, restriction.reviewOn, "shortDay", "UTC") })}</p> : null}
          {restriction.liftedAt ? <p>{t("lifted", { date: formatDate(locale, restriction.liftedAt, "shortDay") })}</p> : null}
          {mayChange && !restriction.liftedAt ? (
            <form action={liftRestrictionAction} className="mt-2">
              <input type="hidden" name="locale" value={locale} />
              <input type="hidden" name="linkId" value={link.id} />
              <input type="hidden" name="restrictionId" value={restriction.id} />
              <button className="button button-quiet button-small">{t("lift")}</button>
            </form>
          ) : null}
        </Notice>
      ))}
      {mayChange ? <RestrictForm linkId={link.id} path={path} /> : null}
    </section>
  );
}

async function RestrictForm({ linkId, path }: { linkId: string; path: string }) {
  const [t, people, locale, flash] = await Promise.all([getTranslations("people.why"), getTranslations("people"), getLocale(), readFlash(path)]);
  const typed = flash?.tone === "stop" ? (flash.values ?? {}) : {};
  const ticked = typed.scopes?.split(",") ?? [];
  return (
    <details className="card" open={Boolean(typed.kind)}>
      <summary className="flex min-h-11 items-center gap-2 font-bold"><Icon name="hand-stop" />{t("restrictTitle")}</summary>
      <form action={restrictAction} className="mt-3 grid max-w-2xl gap-4">
        <p>{t("restrictLead")}</p>
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="linkId" value={linkId} />
        <Choice name="kind" label={t("kindLabel")} value={typed.kind} options={restrictionKinds.map((kind) => ({ value: kind, label: people(`kinds.${kind}`) }))} />
        <Group legend={t("scopesLabel")}>
          <div className="grid gap-2 sm:grid-cols-2">
            {accessScopes.map((scope) => (
              <Option key={scope} type="checkbox" name="scopes" value={scope} label={people(`scopes.${scope}`)} checked={ticked.includes(scope)} />
            ))}
          </div>
        </Group>
        <Field name="document" label={t("documentLabel")} hint={t("documentHint")} defaultValue={typed.document} maxLength={200} />
        <Field name="reviewOn" label={t("reviewLabel")} type="date" dir="ltr" defaultValue={typed.reviewOn} />
        <button className="button button-stop justify-self-start">{t("restrictSubmit")}</button>
      </form>
    </details>
  );
}
