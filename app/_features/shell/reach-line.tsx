import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Picture } from "@/app/_ui/picture";
import { formatList } from "@/server/lib/i18n/format";
import { languageName } from "@/server/lib/i18n/names";

/** The plan of people for one adult, as every procedure about adults gives it. */
export interface Reach {
  channels: string[];
  interpreter: boolean;
  writeIn: string;
  speakIn: string;
  formats: string[];
  reasons: string[];
}

const formatPictures: Record<string, string> = {
  text: "reading", audio: "listening", pictures: "pictures", large_print: "large_print", sign_video: "sign_language",
};

/** How to reach an adult, in words and pictures: ring or write, in which language, in which form. `why` adds the reasons. */
export async function ReachLine({ plan, why = false }: { plan: Reach; why?: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("profile"), getLocale()]);
  const rung = plan.channels.includes("call");
  const signs = plan.reasons.includes("signs");
  const language = languageName(locale, plan.speakIn);
  const talk = signs ? t("reach.sign") : t(`reach.${rung ? "call" : "speak"}${plan.interpreter ? "Interpreter" : ""}`, { language });
  const ways = plan.channels.filter((channel) => channel !== "call").map((channel) => t(`ways.${channel}`));
  const readsNothing = plan.reasons.includes("reads_nothing");
  const spoken = <li key="talk" className={`flex items-start gap-2 ${rung ? "font-bold" : ""}`}><Picture name={signs ? "sign_language" : rung ? "phone" : "speaking"} size={24} />{talk}</li>;
  const written = (
    <li key="write" className={`flex items-start gap-2 ${rung ? "" : "font-bold"}`}>
      <Picture name={readsNothing ? "does_not_read" : "letter"} size={24} />
      {readsNothing ? t("reach.noText") : t("reach.write", { language: languageName(locale, plan.writeIn), ways: formatList(locale, ways) })}
    </li>
  );
  const forms = plan.formats.filter((format) => format !== "text");
  return (
    <ul className="grid gap-1">
      {rung ? [spoken, written] : [written, spoken]}
      {forms.length > 0 ? (
        <li className="flex items-start gap-2 text-ink-soft">
          <span className="flex flex-none gap-1">{forms.map((format) => <Picture key={format} name={formatPictures[format] ?? "idea"} size={24} />)}</span>
          {t("reach.use", { list: formatList(locale, forms.map((format) => t(`formats.${format}`))) })}
        </li>
      ) : null}
      {why && plan.reasons.length > 0 ? <li className="text-ink-soft">{t("reach.why", { list: formatList(locale, plan.reasons.map((reason) => t(`reasons.${reason}`))) })}</li> : null}
    </ul>
  );
}
