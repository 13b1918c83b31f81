import { getTranslations } from "next-intl/server";

import type { ReportParts } from "./family-model";

/** School words that stand in what people wrote, explained to this reader. */
export async function SchoolWords({ parts }: { parts: ReportParts }) {
  if (parts.terms.length === 0) return null;
  const t = await getTranslations({ locale: parts.language, namespace: "easy.report" });
  return (
    <section aria-labelledby="part-terms">
      <h2 id="part-terms" className="mb-2">{t("terms")}</h2>
      <dl className="grid gap-2">
        {parts.terms.map(({ term, meaning, language }) => <div key={term}><dt className="font-bold"><bdi>{term}</bdi></dt><dd lang={language === parts.language ? undefined : language} dir={language === parts.language ? undefined : "ltr"}>{meaning}</dd></div>)}
      </dl>
    </section>
  );
}
