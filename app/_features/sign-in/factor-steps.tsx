import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Field } from "@/app/_ui/field";
import { Picture } from "@/app/_ui/picture";

import { confirmFactorAction, giveFactorAction, recoverAction, renewCodesAction, startFactorAction } from "./actions-second-factor";

interface StepProps {
  /** The staff page that was wanted. */
  next: string;
}

async function words() {
  const [t, locale] = await Promise.all([getTranslations("signIn.secondFactor"), getLocale()]);
  return { t, locale };
}

function Hidden({ locale, next }: { locale: string; next: string }) {
  return (
    <>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="next" value={next} />
    </>
  );
}

function CodeField({ label, hint }: { label: string; hint: string }) {
  return <Field name="code" dir="ltr" inputMode="numeric" autoComplete="one-time-code" required maxLength={20} label={label} hint={hint} />;
}

/** Why a second step is needed, and the button that begins it. */
export async function FactorStart({ next }: StepProps) {
  const { t, locale } = await words();
  return (
    <form action={startFactorAction} className="card card-now grid justify-items-start gap-3">
      <Hidden locale={locale} next={next} />
      <Picture name="mobile" size={64} />
      <h1>{t("startHeading")}</h1>
      <p>{t("startBody")}</p>
      <p>{t("startApp")}</p>
      <button className="button">{t("startButton")}</button>
    </form>
  );
}

/** The picture for the app, the same key to type, and the first code. */
export async function FactorConfirm({ next, qrSvg, secret }: StepProps & { qrSvg: string; secret: string }) {
  const { t, locale } = await words();
  const key = secret.match(/.{1,4}/g)?.join(" ") ?? secret;
  return (
    <form action={confirmFactorAction} className="card grid gap-4">
      <Hidden locale={locale} next={next} />
      <h1>{t("confirmHeading")}</h1>
      <p>{t("confirmScan")}</p>
      <div role="img" aria-label={t("confirmPicture")} className="w-56 rounded-m bg-white p-2" dangerouslySetInnerHTML={{ __html: qrSvg }} />
      <p>{t("confirmType")} <bdi dir="ltr" className="block font-bold">{key}</bdi></p>
      <p>{t("confirmCode")}</p>
      <CodeField label={t("codeLabel")} hint={t("codeHint")} />
      <button className="button">{t("confirmButton")}</button>
    </form>
  );
}

/** The code of the moment, or a spare code in its place. */
export async function FactorGive({ next }: StepProps) {
  const { t, locale } = await words();
  return (
    <>
      <form action={giveFactorAction} className="card card-now grid gap-4">
        <Hidden locale={locale} next={next} />
        <h1>{t("giveHeading")}</h1>
        <CodeField label={t("codeLabel")} hint={t("codeHint")} />
        <button className="button">{t("giveButton")}</button>
      </form>
      <details className="card">
        <summary className="flex min-h-11 items-center font-bold">{t("recoverHeading")}</summary>
        <form action={recoverAction} className="grid gap-4 pt-3">
          <Hidden locale={locale} next={next} />
          <p>{t("recoverBody")}</p>
          <Field id="spare-code" name="code" dir="ltr" autoComplete="off" required maxLength={60} label={t("recoverLabel")} />
          <button className="button button-quiet">{t("recoverButton")}</button>
          <p>{t("recoverLost")}</p>
        </form>
      </details>
    </>
  );
}

/** What can be done once the second step is given. */
export async function FactorDone({ recoveryCodesLeft, roles }: { recoveryCodesLeft: number; roles: readonly string[] }) {
  const { t, locale } = await words();
  const helps = roles.includes("office") || roles.includes("head");
  return (
    <section className="card grid justify-items-start gap-3">
      <h2>{t("doneHeading")}</h2>
      <p>{t("codesLeft", { count: recoveryCodesLeft })}</p>
      <form action={renewCodesAction} className="grid justify-items-start gap-2">
        <Hidden locale={locale} next="" />
        <p>{t("renewBody")}</p>
        <button className="button button-quiet">{t("renew")}</button>
      </form>
      {helps ? <a href={`/${locale}/staff/second-factor/people`} className="inline-flex min-h-11 items-center">{t("toColleagues")}</a> : null}
    </section>
  );
}
