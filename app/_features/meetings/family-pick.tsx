import { getTranslations } from "next-intl/server";
import { v7 as uuid } from "uuid";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Group } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { QUESTION } from "@/server/features/meetings/schema";
import { formatDate } from "@/server/lib/i18n/format";

import { VoiceBox } from "../shell/voice-box";
import type { OwnMeeting, OwnTimes } from "./answers";
import { moveAction } from "./family-actions";
import { PictureChoice } from "./family-choice";
import { modePictures } from "./pictures";

interface Asked {
  roundId: string;
  pupilId: string;
  teacherId: string;
}

/** The free times of a teacher, a day under its own heading, and how to meet. A meeting that there is is moved. Works without script. */
export async function PickForm({ asked, times, own, path, zone }: { asked: Asked; times: OwnTimes; own: OwnMeeting | undefined; path: string; zone: string }) {
  const [t, modes, locale, flash] = await Promise.all([getTranslations("meetings.family"), getTranslations("meetings.modes"), getLocale(), readFlash(path)]);
  if (times.times.length === 0) return <p className="notice">{t("noTimes")}</p>;
  const typed = flash?.values;
  const days = new Map<string, typeof times.times>();
  for (const time of times.times) {
    const day = formatDate(locale, time.startsAt, "day", zone);
    days.set(day, [...(days.get(day) ?? []), time]);
  }
  const offered = [...new Set(times.times.flatMap((time) => time.modes))];
  const at = typed?.startsAt ?? own?.startsAt.toISOString();
  return (
    <form {...(own ? { action: moveAction } : { action: "/api/meetings/book", method: "post", encType: "multipart/form-data" })} className="grid gap-6">
      <input type="hidden" name="locale" value={locale} />
      {Object.entries({ ...asked, key: uuid(), meetingId: own?.id ?? "" }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      {[...days].map(([day, those]) => (
        <Group key={day} legend={day}>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-2">
            {those.map(({ startsAt }) => (
              <label key={startsAt.toISOString()} className="flex min-h-12 items-center gap-2 rounded-m border-2 border-line bg-card px-3 has-checked:border-brand has-checked:bg-brand-wash">
                <input type="radio" name="startsAt" required value={startsAt.toISOString()} defaultChecked={at === startsAt.toISOString()} className="size-5 flex-none accent-brand" />
                <bdi dir="ltr">{formatDate("en", startsAt, "time", zone)}</bdi>
              </label>
            ))}
          </div>
        </Group>
      ))}
      <Group legend={t("how")}>
        {offered.map((each) => <PictureChoice key={each} type="radio" name="mode" value={each} picture={modePictures[each]} label={modes(each)} checked={(typed?.mode ?? own?.mode ?? offered[0]) === each} />)}
      </Group>
      {own ? null : (
        <div className="grid gap-3">
          <label className="field"><span className="font-bold">{t("question")}</span>
            <span className="text-ink-soft">{t("questionHint")}</span>
            <textarea name="question" dir="auto" maxLength={QUESTION} rows={3} className="input" defaultValue={typed?.question ?? ""} />
          </label>
          <VoiceBox fault={flash?.fields?.voice} />
        </div>
      )}
      <button className="button text-lg"><Icon name="check" />{t(own ? "move" : "book")}</button>
    </form>
  );
}
