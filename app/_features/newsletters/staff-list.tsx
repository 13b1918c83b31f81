import { getTranslations } from "next-intl/server";
import { v7 as uuid } from "uuid";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { TITLE_LENGTH } from "@/server/features/newsletters/schema";
import { formatDate } from "@/server/lib/i18n/format";

import { copyAction, createAction } from "./actions";
import type { Drafts } from "./answers";
import { NEWS } from "./places";

const tones = { draft: "plain", scheduled: "warn", sent: "good", withdrawn: "stop" } as const;

/** A new newsletter, with its name. */
export async function NewNewsletter() {
  const [t, locale] = await Promise.all([getTranslations("newsletters.staff"), getLocale()]);
  return (
    <form action={createAction} className="card flex max-w-2xl flex-wrap items-end gap-3">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="key" value={uuid()} />
      <div className="min-w-60 flex-1"><Field name="title" label={t("newTitle")} hint={t("newHint")} required maxLength={TITLE_LENGTH} lang="en" /></div>
      <button className="button"><Icon name="plus" />{t("newButton")}</button>
    </form>
  );
}

/** Every newsletter of the school, those that are being written first. */
export async function DraftList({ drafts, zone }: { drafts: Drafts; zone: string }) {
  const [t, states, locale] = await Promise.all([getTranslations("newsletters.staff"), getTranslations("newsletters.states"), getLocale()]);
  if (drafts.length === 0) return <Empty picture="news" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("title")}>
      <table className="table table-cards">
        <thead><tr>{(["name", "state", "when", "by"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}<td /></tr></thead>
        <tbody>
          {drafts.map(({ id, title, state, sendAt, sentAt, updatedAt, by, hidden }) => (
            <tr key={id}>
              <th scope="row"><a href={`/${locale}${NEWS}/${id}${state === "draft" ? "" : "/send"}`} lang="en">{title}</a></th>
              <td data-label={t("state")}><Badge tone={tones[state]}>{states(state)}</Badge>{hidden ? <> <Badge tone="stop">{t("pictureHidden")}</Badge></> : null}</td>
              <td data-label={t("when")}>{formatDate(locale, sentAt ?? sendAt ?? updatedAt, "shortMoment", zone)}</td>
              <td data-label={t("by")}>{by ? <bdi>{by}</bdi> : "–"}</td>
              <td>
                <form action={copyAction}>
                  <input type="hidden" name="locale" value={locale} />
                  <input type="hidden" name="newsletterId" value={id} />
                  <input type="hidden" name="key" value={uuid()} />
                  <button className="button button-quiet button-small">{t("copy")}<span className="sr-only">: {title}</span></button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
