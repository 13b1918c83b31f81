import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Empty } from "@/app/_ui/empty";
import { Picture } from "@/app/_ui/picture";
import { type Use, uses } from "@/server/features/people/photos/schema";
import { isolateName } from "@/server/lib/i18n/format";

import { consentAction } from "./actions";
import type { OwnConsents } from "./answers";

const usePictures: Readonly<Record<Use, string>> = { family: "home", school: "school", film: "celebration", public: "news" };

/** Yes or no to photos, by child and use, each with a picture and two buttons. An adult sees their own answers alone. Works without script. */
export async function ConsentForms({ consents }: { consents: OwnConsents }) {
  const [t, locale] = await Promise.all([getTranslations("rewards.consent"), getLocale()]);
  if (consents.length === 0) return <Empty picture="photo" title={t("emptyTitle")}><p>{t("emptyText")}</p></Empty>;
  return consents.map(({ pupilId, child, answers }) => (
    <section key={pupilId} id={`c-${pupilId}`} className="grid gap-4" aria-labelledby={`h-${pupilId}`}>
      <h2 id={`h-${pupilId}`}>{t("about", { child: isolateName(child) })}</h2>
      {uses.map((use) => {
        const state = answers[use] === null ? "open" : answers[use] ? "yes" : "no";
        return (
          <form key={use} action={consentAction} className="card grid gap-3" aria-labelledby={`u-${pupilId}-${use} h-${pupilId}`}>
            <input type="hidden" name="locale" value={locale} />
            <input type="hidden" name="pupilId" value={pupilId} />
            <p id={`u-${pupilId}-${use}`} className="flex items-center gap-4 font-bold"><Picture name={usePictures[use]} size={48} />{t(`uses.${use}`)}</p>
            <p className="text-ink-soft">{t(`now.${state}`)}</p>
            <div className="grid grid-cols-2 gap-3">
              {(["yes", "no"] as const).map((said) => (
                <button key={said} name="answer" value={`${use}:${said}`} aria-pressed={state === said} className="button button-quiet aria-pressed:border-brand aria-pressed:bg-brand-wash">
                  <Picture name={said} size={32} />{t(said)}<span className="sr-only">: {t(`uses.${use}`)}</span>
                </button>
              ))}
            </div>
          </form>
        );
      })}
    </section>
  ));
}
