import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { formatDate } from "@/server/lib/i18n/format";
import { listedLanguage } from "@/server/lib/i18n/names";

import type { Service } from "./answers";
import { askServiceAction, switchAction } from "./setting-actions";

/** Which service, and exactly what leaves the school. */
export async function ServiceFacts({ service }: { service: Service }) {
  const [t, locale] = await Promise.all([getTranslations("translation.service"), getLocale()]);
  return (
    <>
      {service.engine ? (
        <Notice>
          <p className="font-bold"><bdi>{t("which", { name: service.engine.name, host: service.engine.host })}</bdi></p>
          <form action={askServiceAction} className="mt-2"><input type="hidden" name="locale" value={locale} /><button className="button button-quiet button-small"><Icon name="refresh" />{t("ask")}</button></form>
        </Notice>
      ) : (
        <Notice tone="good"><p className="font-bold">{t("none")}</p><p>{t("noneHow")}</p></Notice>
      )}
      <section className="card grid max-w-3xl gap-2">
        <h2 className="text-base">{t("leavesTitle")}</h2>
        <ul className="grid list-disc gap-2 ps-5">{(["leaves1", "leaves2", "leaves3", "leaves4"] as const).map((key) => <li key={key}>{t(key)}</li>)}</ul>
        <p>{t("labelled")}</p>
      </section>
    </>
  );
}

/** Yes or no for each kind of text, and the languages that it would be for. */
export async function ServiceSwitches({ service }: { service: Service }) {
  const [t, k, locale] = await Promise.all([getTranslations("translation.service"), getTranslations("translation.kinds"), getLocale()]);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <section className="card grid gap-3">
        <h2 className="text-base">{t("switches")}</h2>
        <ul className="grid gap-3">
          {service.switches.map(({ kind, enabled }) => (
            <li key={kind} className="flex flex-wrap items-center gap-3">
              <span className="min-w-40 flex-1">{k(kind)}</span>
              <Badge tone={enabled ? "warn" : "good"}>{enabled ? t("on") : t("off")}</Badge>
              {service.engine ? (
                <form action={switchAction}>
                  <input type="hidden" name="locale" value={locale} />
                  <input type="hidden" name="kind" value={kind} />
                  <input type="hidden" name="enabled" value={enabled ? "0" : "1"} />
                  <button className="button button-quiet button-small">{enabled ? t("turnOff") : t("turnOn")}<span className="sr-only">: {k(kind)}</span></button>
                </form>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      <section className="card grid gap-3">
        <h2 className="text-base">{t("languages")}</h2>
        <ul className="grid gap-2">
          {service.languages.map(({ tag, readers, served }) => (
            <li key={tag} className="flex flex-wrap items-center gap-3">
              <span className="min-w-32 flex-1">{listedLanguage(locale, tag)}</span>
              <span className="text-ink-soft">{t("readers", { count: readers })}</span>
              {service.engine ? <Badge>{served ? t("served") : t("unserved")}</Badge> : null}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** Everything that was sent, without a word of it. */
export async function ServiceCalls({ service, zone }: { service: Service; zone: string }) {
  const [t, k, locale] = await Promise.all([getTranslations("translation.service"), getTranslations("translation.kinds"), getLocale()]);
  return (
    <section className="grid gap-3">
      <h2>{t("calls")}</h2>
      <p>{service.calls.length === 0 ? t("noCalls") : t("month", { calls: service.month.calls, characters: service.month.characters })}</p>
      {service.calls.length > 0 ? (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t("calls")}>
          <table className="table">
            <thead><tr><th scope="col">{t("when")}</th><th scope="col">{t("what")}</th><th scope="col">{t("size")}</th><th scope="col">{t("outcome")}</th></tr></thead>
            <tbody>
              {service.calls.map((call, index) => (
                <tr key={index}>
                  <td>{formatDate(locale, call.at, "shortMoment", zone)}</td>
                  <td>
                    {t(`purposes.${call.purpose}`)} · <bdi>{call.engine}</bdi>
                    <span className="block text-ink-soft">{[call.kind ? k(call.kind) : null, call.fromLanguage && call.toLanguage ? `${listedLanguage(locale, call.fromLanguage)} – ${listedLanguage(locale, call.toLanguage)}` : null].filter(Boolean).join(" · ")}</span>
                  </td>
                  <td><bdi>{call.sentences} · {call.characters}</bdi></td>
                  <td>
                    {t(`outcomes.${call.outcome}`)} <bdi className="text-ink-soft">{call.milliseconds} ms</bdi>
                    {call.rejected > 0 ? <span className="block">{t("rejected", { count: call.rejected })}</span> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </section>
  );
}
