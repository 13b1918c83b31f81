import { getTranslations } from "next-intl/server";

import { Picture } from "@/app/_ui/picture";

/** "One moment": the page goes on by itself, without script; for browsers that do not there is a way on. */
export async function WaitView({ form, seconds }: { form: string; seconds: number }) {
  const t = await getTranslations("events.wait");
  return (
    <>
      <meta httpEquiv="refresh" content={`${seconds};url=${form}`} />
      <section className="card card-now grid justify-items-center gap-4 text-center">
        <Picture name="clock" size={96} />
        <h1>{t("title")}</h1>
        <p className="text-lg">{t("text")}</p>
        <p>{t("kept")}</p>
        <a href={form} className="inline-flex min-h-12 items-center">{t("go")}</a>
      </section>
    </>
  );
}
