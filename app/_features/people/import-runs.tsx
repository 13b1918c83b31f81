import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import type { getApi } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { formatDate } from "@/server/lib/i18n/format";

type Runs = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["people"]["import"]["list"]>>;

const tones = { reading: "plain", previewed: "warn", applying: "plain", applied: "good", refused: "stop", discarded: "plain" } as const;

const sum = (run: Runs[number], change: "added" | "changed" | "removed") =>
  Object.values(run.summary.counts).reduce((total, counts) => total + (counts?.[change] ?? 0), 0);

/** Earlier imports, newest first. */
export async function ImportRuns({ runs, zone }: { runs: Runs; zone: string }) {
  const [t, states, locale] = await Promise.all([getTranslations("import.page"), getTranslations("import.states"), getLocale()]);
  return (
    <section className="grid gap-3">
      <h2>{t("earlier")}</h2>
      <div className="table-scroll" tabIndex={0}>
        <table className="table">
          <thead>
            <tr><th scope="col">{t("when")}</th><th scope="col">{t("name")}</th><th scope="col">{t("state")}</th><th scope="col">{t("result")}</th></tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <td>{formatDate(locale, run.createdAt, "shortMoment", zone)}</td>
                <td><a href={`/${locale}/staff/import/${run.id}`}><bdi>{run.fileName}</bdi></a></td>
                <td><Badge tone={tones[run.state]}>{states(run.state)}</Badge></td>
                <td>{run.state === "applied" ? t("resultLine", { added: sum(run, "added"), changed: sum(run, "changed"), removed: sum(run, "removed") }) : t("resultNone")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
