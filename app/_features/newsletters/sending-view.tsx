import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Field, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { formatList, isolateName } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import { scheduleAction } from "./actions";
import type { SendingState, SentCounts } from "./answers";
import { NEWS } from "./places";

type T = Awaited<ReturnType<typeof getTranslations<"newsletters">>>;

/** What a piece is called in lists: its first words, or its kind. */
function nameOf(state: SendingState, t: T, blockId: string | null): string {
  const nth = state.newsletter.blocks.findIndex(({ id }) => id === blockId);
  const block = state.newsletter.blocks[nth];
  return block ? `${nth + 1}. ${t(`add.${block.kind}`)}` : t("staff.newTitle");
}

/** What must be mended before a newsletter can go out. */
export async function Faults({ state }: { state: SendingState }) {
  const [t, locale] = await Promise.all([getTranslations("newsletters"), getLocale()]);
  if (state.faults.length === 0) return null;
  return (
    <Notice tone="stop" title={t("staff.faultsTitle")}>
      <ul className="list-disc ps-6">
        {state.faults.map(({ blockId, fault, letters, children }) => (
          <li key={`${blockId} ${fault}`}>
            <a href={`/${locale}${NEWS}/${state.newsletter.id}${blockId ? `#block-${blockId}` : ""}`}>{nameOf(state, t, blockId)}</a>: {t(`faults.${fault}`, { letters: letters.join(", "), children: formatList(locale, (children ?? []).map((name) => (name ? isolateName(name) : t("staff.otherChild")))) })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** How far the newsletter has come in each language that its families read: before anything leaves, the sender sees what is missing, and for how many. */
export async function LanguageStates({ state }: { state: SendingState }) {
  const [t, locale] = await Promise.all([getTranslations("newsletters"), getLocale()]);
  return (
    <div className="grid gap-2">
      <h2 id="languages">{t("staff.languages")}</h2>
      <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="languages">
        <table className="table table-cards">
          <thead><tr>{(["language", "adults", "ready", "missing"] as const).map((column) => <th key={column} scope="col">{t(`staff.${column}`)}</th>)}<td /></tr></thead>
          <tbody>
            {state.languages.map(({ language, adults, pieces, missing, machine, unchecked }) => (
              <tr key={language}>
                <th scope="row">{listedLanguage(locale, language)}</th>
                <td data-label={t("staff.adults")}>{adults}</td>
                <td data-label={t("staff.ready")}>
                  {missing.length > 0 ? <Badge tone="stop">{t("staff.piecesMissing", { count: missing.length, pieces })}</Badge> : machine > 0 ? <Badge tone="warn">{t("staff.byMachine", { count: machine })}</Badge> : unchecked > 0 ? <Badge tone="warn">{t("staff.unchecked", { count: unchecked })}</Badge> : <Badge tone="good">{t("staff.whole")}</Badge>}
                </td>
                <td data-label={t("staff.missing")}>{missing.map((id) => nameOf(state, t, id === "title" ? null : id)).join("; ") || "–"}</td>
                <td className="whitespace-nowrap">
                  <a href={`/${locale}${NEWS}/${state.newsletter.id}/preview?language=${language}`}>{t("staff.preview")}</a>
                  {pieces > 0 ? <> · <a href={`/${locale}/staff/translation?language=${language}`}>{t("staff.translate")}</a></> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Sends it now or later. Where families would find English, the sender says that they know. */
export async function SendForm({ state, day }: { state: SendingState; day: string }) {
  const [t, locale] = await Promise.all([getTranslations("newsletters.staff"), getLocale()]);
  const short = state.languages.filter(({ missing }) => missing.length > 0);
  const adults = short.reduce((sum, each) => sum + each.adults, 0);
  return (
    <form action={scheduleAction} className="card card-now grid max-w-2xl gap-4">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="newsletterId" value={state.newsletter.id} />
      <p className="font-bold">{t("toAdults", { count: state.adults })}</p>
      {state.calls > 0 ? <p>{t("toRing", { count: state.calls })}</p> : null}
      {short.length > 0 ? (
        <>
          <Notice tone="warn"><p>{t("english", { count: adults, languages: short.map(({ language }) => listedLanguage(locale, language)).join(", ") })}</p></Notice>
          <Option type="checkbox" name="seen" value="1" label={t("seen")} />
        </>
      ) : null}
      <Group legend={t("when")}>
        <Option type="radio" name="when" value="now" label={t("now")} checked />
        <Option type="radio" name="when" value="later" label={t("later")} />
      </Group>
      <div className="flex flex-wrap gap-4">
        <Field type="date" name="day" label={t("day")} min={day} defaultValue={day} />
        <Field type="time" name="time" label={t("time")} defaultValue="08:00" />
      </div>
      <button className="button justify-self-start" disabled={state.faults.length > 0}><Icon name="mail" />{t("send")}</button>
    </form>
  );
}

/** What became of one that has gone out. */
export async function SentView({ counts }: { counts: SentCounts }) {
  const [t, channels, states] = await Promise.all([getTranslations("newsletters.staff"), getTranslations("newsletters.channels"), getTranslations("newsletters.ways")]);
  return (
    <section className="card grid max-w-2xl gap-2">
      <p className="font-bold">{t("told", { count: counts.adults })}</p>
      <p>{t("opened", { count: counts.opened })}</p>
      <ul className="list-disc ps-6">
        {counts.ways.map(({ channel, state, count }) => <li key={`${channel} ${state}`}>{channels(channel as "email")}: {states(state as "queued")} ({count})</li>)}
      </ul>
    </section>
  );
}
