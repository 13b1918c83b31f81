import { getTranslations } from "next-intl/server";

import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";

import type { ReportParts } from "./family-model";
import { OwnWords, Sentences } from "./family-sentences";

const pictures: Record<string, string> = {
  english: "english", reading: "reading", writing: "writing", maths: "mathematics", science: "science", computing: "computing", history: "history",
  geography: "geography", art: "art", music: "music", physical_education: "physical_education", religious_education: "religious_education",
  design_technology: "design_technology", languages: "languages", personal_education: "pshe", citizenship: "citizenship", biology: "biology",
  chemistry: "chemistry", physics: "physics", business: "business", drama: "drama",
};

/** Subjects one below another; each opens to its words without script. The first stands open. */
export async function SubjectList({ parts, title, inEnglish, reportId }: { parts: ReportParts; title: string; inEnglish: string; reportId?: string }) {
  const t = await getTranslations({ locale: parts.language, namespace: "reports.scales" });
  return (
    <section aria-labelledby="part-subjects">
      <h2 id="part-subjects" className="mb-3">{title}</h2>
      {parts.subjects.map((subject, index) => (
        <details key={subject.subject} open={index === 0} className="group border-t border-line last:border-b">
          <summary className="flex min-h-14 list-none items-center gap-3 py-1 font-bold [&::-webkit-details-marker]:hidden">
            <Picture name={pictures[subject.subject] ?? "report"} size={32} />
            <span className="min-w-0 wrap-anywhere hyphens-auto first-letter:uppercase">{subject.name}</span>
            {subject.attainment ? <span className="chip ms-auto min-w-0">{subject.attainment.label}</span> : <span className="ms-auto" />}
            <Icon name="chevron-down" className="group-open:rotate-180" />
          </summary>
          <div className="grid gap-2 pb-4">
            {subject.effort || subject.progress ? (
              <dl className="flex flex-wrap gap-x-6 text-sm">
                {subject.effort ? <div className="flex gap-2"><dt className="text-ink-soft">{t("effort.title")}</dt><dd className="font-bold">{subject.effort.label}</dd></div> : null}
                {subject.progress ? <div className="flex gap-2"><dt className="text-ink-soft">{t("progress.title")}</dt><dd className="font-bold">{subject.progress.label}</dd></div> : null}
              </dl>
            ) : null}
            <div><Sentences paragraphs={subject.paragraphs} inEnglish={inEnglish} /></div>
            {subject.ownWords ? <OwnWords words={subject.ownWords} language={parts.language} reportId={reportId} /> : null}
          </div>
        </details>
      ))}
    </section>
  );
}
