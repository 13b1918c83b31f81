import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";

/** The school's front door: a lit house, a welcome and the one thing to do. */
export async function HomeHero() {
  const [t, locale] = await Promise.all([getTranslations("public.home"), getLocale()]);
  return (
    <section className="bg-[#063d38] text-white">
      <div className="mx-auto grid max-w-5xl items-end gap-6 px-4 pt-8 md:grid-cols-2">
        <div className="grid content-center justify-items-start gap-4 pb-8">
          <h1 className="text-3xl">{t("heading")}</h1>
          <p className="max-w-md text-lg">{t("lead")}</p>
          <a className="button border-glow bg-glow text-glow-ink hover:bg-white hover:text-black" href={`/${locale}/sign-in`}>
            <Icon name="key" />
            {t("signIn")}
          </a>
          <p className="max-w-md">{t("signInHint")}</p>
        </div>
        <House />
      </div>
    </section>
  );
}

function House() {
  return (
    <svg aria-hidden="true" viewBox="0 0 420 250" className="block w-full max-w-md justify-self-center">
      <path d="M60 100 210 22l150 78v105H60z" fill="#0e6e64" />
      <path d="M46 104 210 18l164 86-9 17L210 40 55 121z" fill="#ffc845" />
      <rect x="94" y="122" width="48" height="44" rx="7" fill="#ffde85" />
      <rect x="278" y="122" width="48" height="44" rx="7" fill="#ffde85" />
      <path d="M172 205v-58a38 38 0 0 1 76 0v58z" fill="#ffde85" />
      <path d="M172 205h76l48 45H124z" fill="#8f8a55" />
      <path d="M0 205h172l-48 45H0zM248 205h172v45H296z" fill="#062c29" />
      <g fill="#062c29">
        <circle cx="194" cy="168" r="11" /><path d="M180 205c0-16 5-24 14-24s14 8 14 24z" />
        <circle cx="224" cy="178" r="8" /><path d="M214 205c0-12 4-17 10-17s10 5 10 17z" />
        <circle cx="80" cy="174" r="12" /><path d="M64 210c0-18 6-26 16-26s16 8 16 26z" />
        <circle cx="108" cy="186" r="8" /><path d="M98 211c0-12 4-18 10-18s10 6 10 18z" />
      </g>
    </svg>
  );
}
