import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";
import { Picture } from "@/app/_ui/picture";

import { chooseTopicAction } from "./topic-actions";

/** Which e-mails the signed-in adult can do without, each with one button. */
export async function TopicChoice() {
  const [t, locale, api] = await Promise.all([getTranslations("delivery.topics"), getLocale(), getApi()]);
  const topics = await api.delivery.topics.own();
  return (
    <section className="card grid gap-3" aria-labelledby="topics">
      <h2 id="topics">{t("title")}</h2>
      {topics.map(({ topic, wanted }) => (
        <form key={topic} action={chooseTopicAction} className="flex flex-wrap items-center gap-4">
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="topic" value={topic} />
          <Picture name="news" size={40} />
          <p className="min-w-40 flex-1">{t(wanted ? "newslettersOn" : "newslettersOff")}</p>
          <button name="wanted" value={wanted ? "0" : "1"} className="button button-quiet">{t(wanted ? "stop" : "start")}</button>
        </form>
      ))}
      <p className="text-ink-soft">{t("always")}</p>
    </section>
  );
}
