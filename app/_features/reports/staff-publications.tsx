import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { type getApi, getContext } from "@/app/_trpc/server";
import { formatDate } from "@/server/lib/i18n/format";

import { cancelPublicationAction } from "./staff-actions";
import type { Round } from "./staff-rounds";

type Publications = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["reports"]["publishing"]["list"]>>;

/** What has been shared of a round, what waits for its time, and what was stopped. */
export async function PublicationList({ round, publications }: { round: Round; publications: Publications }) {
  const [t, locale, ctx] = await Promise.all([getTranslations("staffReports"), getLocale(), getContext()]);
  if (publications.length === 0) return <p className="text-ink-soft">{t("round.nothingShared")}</p>;
  const names = new Map(round.classes.map((group) => [group.classGroupId, group.name]));
  return (
    <ul className="card grid gap-2 !p-4">
      {publications.map((publication) => {
        const { classGroupId, doneAt, cancelledAt, publishAt, published } = publication;
        const date = formatDate(locale, doneAt ?? publishAt, "moment", ctx.school.zone);
        return (
          <li key={publication.id} className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <span className="font-bold"><bdi>{classGroupId ? t("publish.oneClass", { name: names.get(classGroupId) ?? "" }) : t("round.wholeRound")}</bdi></span>
            <span className={cancelledAt ? "text-ink-soft line-through" : ""}>{doneAt ? t("round.line", { date, count: published }) : t("round.waits", { date })}</span>
            {cancelledAt ? <span className="text-ink-soft">{t("round.stopped")}</span> : null}
            {doneAt || cancelledAt ? null : (
              <form action={cancelPublicationAction}>
                <input type="hidden" name="locale" value={locale} />
                <input type="hidden" name="roundId" value={round.roundId} />
                <input type="hidden" name="publicationId" value={publication.id} />
                <button className="button button-stop button-small">{t("round.stop")}</button>
              </form>
            )}
          </li>
        );
      })}
    </ul>
  );
}
