import { randomUUID } from "node:crypto";

import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

import { readFlash } from "@/app/_trpc/flash";
import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { stakes } from "@/server/features/languages/schema";
import { POST_LENGTH } from "@/server/features/messages/schema";

import { GatedBox } from "../shell/gate-notes";
import { GateWords } from "../shell/gate-words";

/** Writes to a family in plain English, with the look at the words while they are typed. `children` say to whom. */
export async function StaffForm({ path, title, children }: { path: string; title: string; children: ReactNode }) {
  const [t, words, locale, flash] = await Promise.all([getTranslations("messages.staff"), getTranslations("translation.stakes"), getLocale(), readFlash(path)]);
  return (
    <GateWords>
      <form action="/api/messages/staff" method="post" encType="multipart/form-data" className="card grid max-w-2xl gap-4" aria-labelledby="write">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="key" value={randomUUID()} />
        <h2 id="write">{title}</h2>
        {children}
        <div className="field">
          <label htmlFor="words">{t("words")}</label>
          <p id="words-hint" className="text-ink-soft">{t("wordsHint")}</p>
          <GatedBox id="words" name="words" required rows={5} maxLength={POST_LENGTH} describedBy="words-hint" defaultValue={flash?.values?.words} />
        </div>
        <div className="field">
          <label htmlFor="stakes">{t("stakes")}</label>
          <p id="stakes-hint" className="text-ink-soft">{t("stakesHint")}</p>
          <select id="stakes" name="stakes" className="input" aria-describedby="stakes-hint">{stakes.map((each) => <option key={each} value={each}>{words(each)}</option>)}</select>
        </div>
        <label className="field"><span className="font-bold">{t("voice")}</span>
          <span className="text-ink-soft">{t("voiceHint")}</span>
          <input type="file" name="voice" accept="audio/*" capture className="input" />
        </label>
        <label className="field"><span className="font-bold">{t("files")}</span>
          <input type="file" name="files" accept="image/jpeg,image/png,image/webp,application/pdf" multiple className="input" />
        </label>
        <button className="button justify-self-start"><Icon name="mail" />{t("send")}</button>
      </form>
    </GateWords>
  );
}
