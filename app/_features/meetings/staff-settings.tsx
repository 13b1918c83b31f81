import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Choice, Field } from "@/app/_ui/field";
import { Icon } from "@/app/_ui/icon";
import { calledKinds, videoKinds } from "@/server/features/meetings/settings/schema";

import { MEETINGS, type Setting } from "./answers";
import { saveSettingAction } from "./staff-actions";

/** Where video is, and how families are called on the board. What was typed comes back when something is wrong. */
export async function SettingCard({ setting }: { setting: Setting }) {
  const [t, locale, flash] = await Promise.all([getTranslations("meetings.settings"), getLocale(), readFlash(MEETINGS)]);
  const typed = flash?.values?.called ? flash.values : undefined;
  return (
    <form action={saveSettingAction} className="card grid gap-4">
      <h2>{t("title")}</h2>
      <input type="hidden" name="locale" value={locale} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice name="video" label={t("video")} value={typed?.video ?? setting.video} options={videoKinds.map((value) => ({ value, label: t(`videos.${value}`) }))} />
        <Field name="videoAddress" type="url" dir="ltr" maxLength={300} label={t("address")} hint={t("addressHint")} defaultValue={typed?.videoAddress ?? setting.videoAddress} />
        <Choice name="called" label={t("called")} value={typed?.called ?? setting.called} options={calledKinds.map((value) => ({ value, label: t(`calls.${value}`) }))} />
      </div>
      <button className="button justify-self-start"><Icon name="check" />{t("save")}</button>
    </form>
  );
}
