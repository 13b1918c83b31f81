import { getTranslations } from "next-intl/server";

import { Icon } from "@/app/_ui/icon";
import { NOTE_SECONDS } from "@/server/features/languages/speech/schema";

/**
 * Where a family writes it can say it: a file box that opens a phone's own recorder, and a recorder in the page where scripts run. The form
 * is `multipart/form-data`, its page brings `/enhance.js`, and the recording comes as `voice`.
 */
export async function VoiceBox({ fault }: { fault?: string }) {
  const t = await getTranslations("listen");
  return (
    <>
      <label className="field"><span className="font-bold">{t("voiceNote.label")}</span>
        {fault ? <span className="font-bold text-stop">{t(`errors.${fault as "too_long"}`)}</span> : null}
        <input type="file" name="voice" accept="audio/*" capture className="input" aria-invalid={fault ? true : undefined} />
      </label>
      <div data-record="" data-seconds={NOTE_SECONDS} data-stop={t("voiceNote.stop")} hidden className="grid gap-2">
        <button type="button" className="button button-quiet"><Icon name="microphone" /><span>{t("voiceNote.record")}</span></button>
        <audio controls hidden className="w-full" aria-label={t("voiceNote.yours")} />
      </div>
    </>
  );
}
