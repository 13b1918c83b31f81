import { getTranslations } from "next-intl/server";

import { Picture } from "@/app/_ui/picture";
import { isolateName } from "@/server/lib/i18n/format";
import { findLanguage } from "@/server/lib/i18n/languages";

import { AttendanceView } from "./family-attendance";
import type { ReportParts } from "./family-model";
import { OwnWords, Sentences } from "./family-sentences";
import { SubjectList } from "./family-subjects";

/** The report itself, as parents see it and as staff preview it. With its id readers can say that a sentence is not clear. */
export async function ReportView({ parts, reportId }: { parts: ReportParts; reportId?: string }) {
  const t = await getTranslations({ locale: parts.language, namespace: "reports" });
  const f = await getTranslations({ locale: parts.language, namespace: "family.report" });
  const blocks = [
    { key: "well", picture: "going_well", title: t("sections.well"), paragraphs: parts.well, now: false },
    { key: "next", picture: "next_step", title: t("sections.next"), paragraphs: parts.next, now: false },
    { key: "home", picture: "at_home", title: t("sections.home"), paragraphs: parts.home ? [parts.home] : [], now: true },
  ].filter((block) => block.paragraphs.length > 0);
  const inEnglish = f("inEnglish");
  // The page is in English, and what stands in it in the reader's own language is not: that nobody has checked it is said here, for its foot speaks of the page.
  const unchecked = parts.reader !== parts.language && findLanguage(parts.reader)?.status === "unreviewed" && [...parts.well, ...parts.next].some(({ language }) => language === parts.reader);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6" lang={parts.language} dir={parts.dir}>
      {blocks.map((block) => (
        <section key={block.key} className={`card grid grid-cols-[auto_1fr] gap-x-4 ${block.now ? "card-now" : ""}`} aria-labelledby={`part-${block.key}`}>
          <Picture name={block.picture} />
          <div className="grid min-w-0 gap-1">
            <h2 id={`part-${block.key}`}>{block.title}</h2>
            <Sentences paragraphs={block.paragraphs} inEnglish={inEnglish} />
          </div>
        </section>
      ))}
      {unchecked ? <p className="mark">{f("languageUnchecked")}</p> : null}
      {parts.ownWords ? <section className="card"><OwnWords words={parts.ownWords} language={parts.language} reportId={reportId} /></section> : null}
      {parts.attendance ? <AttendanceView attendance={parts.attendance} title={t("attendance.title")} inEnglish={inEnglish} /> : null}
      {parts.more.length > 0 ? (
        <section className="grid gap-1">
          <h2>{f("more", { name: isolateName(parts.child.givenName) })}</h2>
          <Sentences paragraphs={parts.more} inEnglish={inEnglish} />
        </section>
      ) : null}
      {parts.subjects.length > 0 ? <SubjectList parts={parts} title={t("sections.subjects")} inEnglish={inEnglish} reportId={reportId} /> : null}
    </div>
  );
}
