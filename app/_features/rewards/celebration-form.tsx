import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Choice, Field, Group, Option } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { CELEBRATION_WORDS, celebrationKinds, PLACE_LENGTH } from "@/server/features/rewards/celebrations/schema";
import { clockIn, dayIn } from "@/server/lib/clock";

import { GatedBox, GatedLine } from "../shell/gate-notes";
import { GateWords } from "../shell/gate-words";
import type { Candidates, StaffCelebration } from "./answers";
import { saveCelebrationAction } from "./celebration-actions";

/** "09:30" of a moment, by the school's clock. */
function timeOf(zone: string, at: Date): string {
  const { minute } = clockIn(zone, at);
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** A celebration as staff plan it: when, where, and who is celebrated for what. The same form begins one and changes it. */
export async function CelebrationForm({ id, celebration, candidates, zone, day }: { id: string; celebration: StaffCelebration | null; candidates: Candidates; zone: string; day: string }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.celebrate"), getLocale()]);
  const chosen = new Set(celebration?.children.map((child) => child.id));
  const classes = [...new Set(candidates.map(({ className }) => className))];
  return (
    <GateWords>
      <form action={saveCelebrationAction} className="card grid max-w-3xl gap-4">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="celebrationId" value={id} />
        {celebration ? <input type="hidden" name="known" value="1" /> : null}
        <Choice name="kind" label={t("kind")} value={celebration?.kind ?? "assembly"} options={celebrationKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))} />
        <div className="flex flex-wrap gap-4">
          <Field type="date" name="day" label={t("day")} required min={day} defaultValue={celebration ? dayIn(zone, celebration.startsAt) : undefined} />
          <Field type="time" name="from" label={t("from")} required defaultValue={celebration ? timeOf(zone, celebration.startsAt) : "09:00"} />
          <Field type="time" name="until" label={t("untilLabel")} required defaultValue={celebration ? timeOf(zone, celebration.endsAt) : "09:30"} />
        </div>
        <div className="field">
          <label htmlFor="place">{t("place")}</label>
          <GatedLine id="place" name="place" required maxLength={PLACE_LENGTH} defaultValue={celebration?.place} />
        </div>
        <div className="field">
          <label htmlFor="words">{t("words")}</label>
          <GatedBox id="words" name="words" rows={2} maxLength={CELEBRATION_WORDS} defaultValue={celebration?.words ?? ""} />
        </div>
        <Group legend={t("children")}>
          <p className="text-ink-soft">{t("childrenHint")}</p>
          {classes.map((name) => {
            const own = candidates.filter(({ className }) => className === name);
            return (
              <details key={name} open={own.some((child) => chosen.has(child.id))}>
                <summary className="min-h-11 content-center font-bold"><bdi>{name || "–"}</bdi></summary>
                <div className="grid gap-2">
                  {own.map((child) => <Option key={child.id} type="checkbox" name={`child-${child.id}`} value={child.successId ?? ""} label={child.sentence ? `${child.name}: ${child.sentence}` : child.name} checked={chosen.has(child.id)} />)}
                </div>
              </details>
            );
          })}
        </Group>
        <button className="button justify-self-start"><Icon name="check" />{t("save")}</button>
      </form>
    </GateWords>
  );
}
