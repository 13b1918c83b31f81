import { getTranslations } from "next-intl/server";

import { PhoneSentence } from "@/app/_ui/phone";
import { Picture } from "@/app/_ui/picture";

/** Whom to ring when signing in does not work. */
export async function HelpLine({ phone }: { phone: string }) {
  const t = await getTranslations("signIn.page");
  return (
    <section className="grid gap-1">
      <h2 className="flex items-center gap-3"><Picture name="phone" size={40} />{t("helpHeading")}</h2>
      <p><PhoneSentence text={t("help", { phone })} number={phone} /></p>
    </section>
  );
}
