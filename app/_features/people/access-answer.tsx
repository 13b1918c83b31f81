import { getTranslations } from "next-intl/server";

import type { getApi } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";

type Decisions = Awaited<ReturnType<Awaited<ReturnType<typeof getApi>>["people"]["access"]["explain"]>>["decisions"];

/** The rule's answer for each scope, with its reason in words. */
export async function AccessAnswer({ decisions }: { decisions: Decisions }) {
  const t = await getTranslations("people");
  return (
    <section className="grid gap-3" aria-labelledby="answer">
      <h2 id="answer">{t("why.answerTitle")}</h2>
      <div className="table-scroll" tabIndex={0}>
        <table className="table">
          <thead><tr><th scope="col">{t("why.scope")}</th><th scope="col">{t("why.answer")}</th><th scope="col">{t("why.reason")}</th></tr></thead>
          <tbody>
            {decisions.map(({ scope, decision }) => (
              <tr key={scope}>
                <th scope="row">{t(`scopes.${scope}`)}</th>
                <td>{decision.allowed ? <Badge tone="good">{t("why.yes")}</Badge> : <Badge tone="stop">{t("why.no")}</Badge>}</td>
                <td>{t(`why.rules.${decision.rule}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
