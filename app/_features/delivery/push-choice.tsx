import { getTranslations } from "next-intl/server";

import { getApi } from "@/app/_trpc/server";
import { Icon } from "@/app/_ui/icon";

/** News on the lock screen of this phone, where the phone and this installation can; hidden until the page's script has found that out. */
export async function PushChoice() {
  const [t, api] = await Promise.all([getTranslations("delivery.push"), getApi()]);
  const { key } = await api.delivery.push.key();
  return (
    <>
      {key ? (
        <section className="card grid gap-3" aria-labelledby="push" data-push="" data-key={key} data-on={t("on")} data-off={t("off")} data-no={t("no")} hidden>
          <h2 id="push">{t("title")}</h2>
          <p>{t("text")}</p>
          <button type="button" className="button button-quiet justify-self-start"><Icon name="device-mobile" /><span>{t("on")}</span></button>
          <p role="status" className="font-bold"></p>
        </section>
      ) : null}
      <script src="/app.js" defer />
    </>
  );
}
