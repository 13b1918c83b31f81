import type { ReactNode } from "react";
import { getTranslations } from "next-intl/server";

import { Icon } from "@/app/_ui/icon";
import { preferences } from "@/server/features/people/profile/schema";

import { answerProfileAction } from "./profile-actions";
import type { SoundOf } from "./profile-sounds";
import type { OwnProfile } from "./profile-steps";
import { AnswerTile } from "./profile-tiles";

export const preferencePictures: Record<(typeof preferences)[number], string> = {
  listening: "listening", phone: "phone", pictures: "pictures", reading: "reading", large_print: "large_print", sign_language: "sign_language",
};

interface Props {
  own: OwnProfile;
  goOn: boolean;
  picked: string[] | null;
  sound: SoundOf;
  /** Hidden fields of the form that keeps the answer. */
  fields: ReactNode;
}

/**
 * Several answers in the order in which they are tapped. Each tap asks for the same page with one more or one fewer in its
 * address: nothing is kept before the green button, the back button takes a tap back, and it works without script.
 */
export async function Preferences({ own, goOn, picked, sound, fields }: Props) {
  const t = await getTranslations("profile");
  const chosen = (picked ?? own.prefers).filter((each): each is (typeof preferences)[number] => (preferences as readonly string[]).includes(each));
  return (
    <>
      <form method="get" action="#question">
        {goOn ? <input type="hidden" name="go" value="on" /> : null}
        <ul className="grid grid-cols-2 gap-4" aria-labelledby="question">
          {preferences.map((each) => {
            const place = chosen.indexOf(each) + 1;
            const after = place > 0 ? chosen.filter((other) => other !== each) : [...chosen, each];
            return (
              <AnswerTile
                key={each} name="pick" value={after.join(",")} picture={preferencePictures[each]} chosen={place > 0} place={place} tall
                state={place > 0 ? t("family.place", { place }) : undefined}
                sound={{ src: sound(`profile.prefers.${each}`), label: t("family.listen", { words: t(`prefers.${each}`) }) }}
              >
                {t(`prefers.${each}`)}
              </AnswerTile>
            );
          })}
        </ul>
      </form>
      <form action={answerProfileAction} className="grid">
        {fields}
        <input type="hidden" name="pick" value={chosen.join(",")} />
        <button className="button min-h-14 text-lg"><Icon name="check" />{t("family.continue")}</button>
      </form>
    </>
  );
}
