import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";

import { shownText } from "../shell/shown-text";
import { StaffText } from "../shell/staff-text";
import type { OpenPromises } from "./answers";
import { keepTaskAction } from "./staff-actions";

type Promised = OpenPromises[number];

/** What was promised, beside its task on the list of the day. */
export async function PromisedWords({ promise }: { promise: Promised }) {
  return <div className="border-s-4 border-line ps-3"><StaffText text={shownText(await getLocale(), promise.text)} /></div>;
}

/** Ends the task and says that the promise is kept, in one. Works without script. */
export async function KeepTask({ promise }: { promise: Promised }) {
  const [t, locale] = await Promise.all([getTranslations("meetings.promises"), getLocale()]);
  return (
    <form action={keepTaskAction}>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="promiseId" value={promise.id} />
      <button className="button button-small button-quiet"><Icon name="check" />{t("keep")}<span className="sr-only">: <bdi>{promise.adult}</bdi></span></button>
    </form>
  );
}
