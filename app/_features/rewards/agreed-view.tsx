import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Empty } from "@/app/_ui/empty";
import { Icon } from "@/app/_ui/icon";
import { uses } from "@/server/features/people/photos/schema";

import { recordConsentAction } from "./actions";
import type { ConsentRows } from "./answers";

const tones = { open: "plain", yes: "good", no: "stop", dispute: "warn" } as const;
const wordOf = (answer: boolean | null) => (answer === null ? "open" : answer ? "yes" : "no");

type Adult = ConsentRows[number]["adults"][number];

/** What one adult said about one child; who may write answers down has a form for it. */
async function Said({ pupilId, adult, classId, records }: { pupilId: string; adult: Adult; classId: string; records: boolean }) {
  const [t, relations, locale] = await Promise.all([getTranslations("rewards.agreed"), getTranslations("people.relations"), getLocale()]);
  return (
    <li className="grid gap-1">
      <p><bdi className="font-bold">{adult.name}</bdi> ({relations(adult.relation)}): {uses.map((use) => `${t(`use.${use}`)}: ${t(`states.${wordOf(adult.answers[use])}`)}`).join("; ")}</p>
      {adult.counts ? null : <p className="mark">{t("restricted")}</p>}
      {records ? (
        <details>
          <summary className="inline-flex min-h-9 cursor-pointer items-center text-brand underline">{t("record")}<span className="sr-only">: {adult.name}</span></summary>
          <form action={recordConsentAction} className="grid gap-2 pt-1">
            {Object.entries({ locale, pupilId, adultId: adult.id, class: classId }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
            <p className="text-ink-soft">{t("recordHint")}</p>
            {uses.map((use) => (
              <p key={use} className="flex flex-wrap items-center gap-2">
                <span className="min-w-28">{t(`use.${use}`)}</span>
                {(["yes", "no"] as const).map((said) => <button key={said} name="answer" value={`${use}:${said}`} className="button button-quiet button-small"><Icon name={said === "yes" ? "check" : "x"} />{t(`states.${said}`)}</button>)}
              </p>
            ))}
          </form>
        </details>
      ) : null}
    </li>
  );
}

/** A class with what holds for each child's photos, and who said what. */
export async function AgreedTable({ rows, classId, records }: { rows: ConsentRows; classId: string; records: boolean }) {
  const [t, staff] = await Promise.all([getTranslations("rewards.agreed"), getTranslations("rewards.staff")]);
  if (rows.length === 0) return <Empty picture="photo" title={t("title")}><p>{t("emptyText")}</p></Empty>;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("title")}>
      <table className="table table-cards">
        <thead><tr><th scope="col">{staff("child")}</th>{uses.map((use) => <th key={use} scope="col">{t(`use.${use}`)}</th>)}<th scope="col">{t("adults")}</th></tr></thead>
        <tbody>
          {rows.map(({ pupilId, name, consents, adults }) => (
            <tr key={pupilId}>
              <th scope="row"><bdi>{name}</bdi></th>
              {uses.map((use) => <td key={use} data-label={t(`use.${use}`)}><Badge tone={tones[consents[use]]}>{t(`states.${consents[use]}`)}</Badge></td>)}
              <td data-label={t("adults")}>
                {adults.length === 0 ? t("nobody") : <ul className="grid gap-2">{adults.map((adult) => <Said key={adult.id} pupilId={pupilId} adult={adult} classId={classId} records={records} />)}</ul>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
