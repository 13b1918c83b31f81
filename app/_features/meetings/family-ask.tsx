import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Group } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { keeps, parts } from "@/server/features/meetings/schema";
import { formatDate, formatList, isolateName } from "@/server/lib/i18n/format";

import type { OwnRound } from "./answers";
import { askAction } from "./family-actions";
import { PictureChoice } from "./family-choice";
import { pickAddress } from "./family-list";
import { keepPictures, modePictures, partPictures } from "./pictures";

/** What the form shows as chosen: what was typed and refused, else what was asked before, else all teachers at any time. */
function chosen(round: OwnRound, typed: Record<string, string> | undefined) {
  const all = round.children.flatMap((child) => child.teachers.map((teacher) => `${child.id}:${teacher.id}`));
  if (typed?.typed) return { wishes: (typed.wish ?? "").split(","), suits: (typed.suits ?? "").split(","), keeps: (typed.keeps ?? "").split(","), mode: typed.mode };
  const { ask } = round;
  return ask ? { wishes: ask.wishes.map(({ pupilId, teacherId }) => `${pupilId}:${teacherId}`), suits: ask.suits, keeps: ask.keeps, mode: ask.mode as string } : { wishes: all, suits: [], keeps: [], mode: round.modes[0] };
}

/** The family taps when it can and whom it would like to meet; the school finds the times. Works without script. */
export async function AskForm({ round, path }: { round: OwnRound; path: string }) {
  const [t, modes, part, keep, locale, flash] = await Promise.all([getTranslations("meetings.family"), getTranslations("meetings.modes"), getTranslations("meetings.parts"), getTranslations("meetings.keeps"), getLocale(), readFlash(path)]);
  const now = chosen(round, flash?.values);
  return (
    <form action={askAction} className="card grid gap-6">
      <div>
        <h2>{t("askTitle")}</h2>
        <p>{t("askLead")}</p>
      </div>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="roundId" value={round.id} />
      <Group legend={t("who")}>
        {round.children.flatMap((child) => child.teachers.map((teacher) => (
          <PictureChoice key={`${child.id}:${teacher.id}`} type="checkbox" name="wish" value={`${child.id}:${teacher.id}`} picture="teacher" label={t("pickOne", { teacher: isolateName(teacher.name), child: isolateName(child.givenName) })} checked={now.wishes.includes(`${child.id}:${teacher.id}`)} />
        )))}
      </Group>
      <Group legend={t("when")}>
        <p className="text-ink-soft">{t("whenHint")}</p>
        {parts.map((each) => <PictureChoice key={each} type="checkbox" name="suits" value={each} picture={partPictures[each]} label={part(each)} checked={now.suits.includes(each)} />)}
      </Group>
      <Group legend={t("keep")}>
        {keeps.map((each) => <PictureChoice key={each} type="checkbox" name="keeps" value={each} picture={keepPictures[each]} label={keep(each)} checked={now.keeps.includes(each)} />)}
      </Group>
      <Group legend={t("how")}>
        {round.modes.map((each) => <PictureChoice key={each} type="radio" name="mode" value={each} picture={modePictures[each]} label={modes(each)} checked={now.mode === each} />)}
      </Group>
      <button className="button text-lg"><Icon name="search" />{t(round.ask ? "askAgain" : "ask")}</button>
    </form>
  );
}

/** Those for whom the plan has no time: why, and what is nearest. */
export async function NotFound({ round, zone }: { round: OwnRound; zone: string }) {
  const [t, reason, locale] = await Promise.all([getTranslations("meetings.family"), getTranslations("meetings.reasons"), getLocale()]);
  const lost = round.ask?.wishes.filter((wish) => wish.reason) ?? [];
  const names = (wish: { pupilId: string; teacherId: string }) => {
    const child = round.children.find(({ id }) => id === wish.pupilId);
    return t("pickOne", { teacher: isolateName(child?.teachers.find(({ id }) => id === wish.teacherId)?.name ?? "–"), child: isolateName(child?.givenName ?? "–") });
  };
  if (lost.length === 0) return null;
  return (
    <section className="notice notice-warn grid gap-3" aria-labelledby="lost">
      <h2 id="lost">{t("notFound")}</h2>
      <ul className="grid gap-3">
        {lost.map((wish) => (
          <li key={`${wish.pupilId}:${wish.teacherId}`} className="grid gap-1">
            <a className="inline-flex min-h-11 items-center font-bold" href={`/${locale}${pickAddress(round.id, wish.pupilId, wish.teacherId)}`}>{names(wish)}</a>
            <span>{reason(wish.reason ?? "no_common_time")}</span>
            {wish.offers.length > 0 ? <span>{formatList(locale, wish.offers.map((at) => formatDate(locale, at, "moment", zone)))}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The teachers of each child, each the way to its free times. */
export async function PickList({ round }: { round: OwnRound }) {
  const [t, locale] = await Promise.all([getTranslations("meetings.family"), getLocale()]);
  return (
    <section className="card grid gap-3" aria-labelledby="pick">
      <h2 id="pick">{t("pickTitle")}</h2>
      <p>{t("pickLead")}</p>
      {round.children.map((child) => child.teachers.length === 0
        ? <p key={child.id}>{t("noChild", { child: isolateName(child.givenName) })}</p>
        : child.teachers.map((teacher) => <a key={`${child.id}:${teacher.id}`} className="button button-quiet" href={`/${locale}${pickAddress(round.id, child.id, teacher.id)}`}><Icon name="user" />{t("pickOne", { teacher: isolateName(teacher.name), child: isolateName(child.givenName) })}</a>))}
    </section>
  );
}
