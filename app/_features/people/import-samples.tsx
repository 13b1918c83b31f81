import { getTranslations } from "next-intl/server";

import { importKinds, type ImportSample } from "@/server/features/people/import/schema";
import { isolateName } from "@/server/lib/i18n/format";

const order = ["removed", "changed", "added"] as const;
const titles = { removed: "samplesRemoved", changed: "samplesChanged", added: "samplesAdded" } as const;

/** Some of the names behind the numbers: what goes away is open, the rest a tap away. */
export async function ImportSamples({ samples }: { samples: ImportSample[] }) {
  const [t, kinds] = await Promise.all([getTranslations("import.run"), getTranslations("import.kinds")]);
  const groups = order.flatMap((change) => importKinds.map((kind) => ({ change, kind, rows: samples.filter((sample) => sample.kind === kind && sample.change === change) })))
    .filter((group) => group.rows.length > 0);
  if (groups.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h2>{t("samples")}</h2>
      <div className="grid gap-2 md:grid-cols-2">
        {groups.map(({ change, kind, rows }) => (
          <details key={`${change} ${kind}`} open={change === "removed"} className={change === "removed" ? "notice notice-stop" : "card p-3"}>
            <summary className="py-2 font-bold">{t(titles[change], { kind: kinds(kind) })}</summary>
            <ul className="grid gap-1">
              {rows.map((row, at) => (
                <li key={at}>
                  {row.names.length > 1
                    ? t("pair", { first: isolateName(row.names[0] ?? ""), second: isolateName(row.names[1] ?? "") })
                    : <bdi>{row.names[0]}</bdi>}
                </li>
              ))}
            </ul>
          </details>
        ))}
      </div>
    </section>
  );
}
