import type { ReportParts } from "./family-model";
import { Sentences } from "./family-sentences";

type Attendance = NonNullable<ReportParts["attendance"]>;

/** Days in school as squares and in words. Away is an empty square, late a half one: never colour alone. */
export function AttendanceView({ attendance, title, inEnglish }: { attendance: Attendance; title: string; inEnglish: string }) {
  const { present, late, absent } = attendance.picture;
  // Up to two hundred squares without a word in them: as text they cost a twentieth of what elements cost.
  const squares = "<i></i>".repeat(present) + "<i data-late></i>".repeat(late) + "<i data-away></i>".repeat(absent);
  return (
    <section className="grid gap-2" aria-labelledby="part-days">
      <h2 id="part-days">{title}</h2>
      <div className="days" role="img" aria-label={attendance.alt} dangerouslySetInnerHTML={{ __html: squares }} />
      <Sentences paragraphs={[attendance.sentence]} inEnglish={inEnglish} />
    </section>
  );
}
