import { randomUUID } from "node:crypto";

import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { POST_LENGTH, signs } from "@/server/features/messages/schema";

import { VoiceBox } from "../shell/voice-box";
import { signPictures } from "./post-view";

interface Props {
  /** The page on which it stands. */
  path: string;
  /** Where the message goes: a conversation, or a child and a team. */
  to: { threadId: string } | { pupilId: string; team: string };
  /** Whether there is something to answer to: then a picture is enough. */
  answers: boolean;
}

/** Writes to the school: with one press of a picture, or with words, voice and photos. Works without script. */
export async function FamilyForm({ path, to, answers }: Props) {
  const [t, sign, locale, flash] = await Promise.all([
    getTranslations("messages.family"), getTranslations("messages.signs"), getLocale(), readFlash(path),
  ]);
  const hidden = (
    <>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="key" value={randomUUID()} />
      {Object.entries(to).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
    </>
  );
  return (
    <>
      {answers ? (
        <form action="/api/messages/family" method="post" encType="multipart/form-data" className="grid gap-2" aria-labelledby="quick">
          {hidden}
          <h2 id="quick">{t("quick")}</h2>
          <div className="grid grid-cols-2 gap-2 max-[20rem]:grid-cols-1">
            {signs.map((each) => (
              <button key={each} name="sign" value={each} className={`button button-quiet !justify-start text-start ${each === "phone_me" || each === "not_clear" ? "col-span-full" : ""}`}><Picture name={signPictures[each]} size={32} />{sign(each)}</button>
            ))}
          </div>
        </form>
      ) : null}
      <form action="/api/messages/family" method="post" encType="multipart/form-data" className="card grid gap-3" aria-labelledby="write">
        {hidden}
        <h2 id="write">{t("writeTitle")}</h2>
        <p>{t("hint")}</p>
        <label className="field"><span className="font-bold">{t("words")}</span>
          <textarea name="words" dir="auto" rows={4} maxLength={POST_LENGTH} className="input" defaultValue={flash?.values?.words} />
        </label>
        <VoiceBox />
        <label className="field"><span className="font-bold">{t("files")}</span>
          <span className="text-sm text-ink-soft">{t("filesHint")}</span>
          <input type="file" name="files" accept="image/jpeg,image/png,image/webp,application/pdf" multiple className="input" />
        </label>
        <button className="button"><Icon name="mail" />{t("send")}</button>
      </form>
    </>
  );
}
