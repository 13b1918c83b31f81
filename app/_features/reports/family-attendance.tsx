import type { ReportParts } from "./family-model";
import { Sentences } from "./family-sentences";

type Attendance = NonNullable<ReportParts["attendance"]>;

/** Days in school as squares and in words. Away is an empty square, late a half one: never colour alone. */
export function AttendanceView({ attendance, title, inEnglish }: { attendance: Attendance; title: string; inEnglish: string }) {
  const { present, late, absent } = attendance.picture;
  return (
    <section className="grid gap-2" aria-labelledby="part-days">
      <h2 id="part-days">{title}</h2>
      <div className="flex flex-wrap gap-[5px]" role="img" aria-label={attendance.alt}>
        {Array.from({ length: present }, (_, i) => <i key={`p${i}`} className="size-[15px] rounded-[5px] bg-good" />)}
        {Array.from({ length: late }, (_, i) => <i key={`l${i}`} className="size-[15px] rounded-[5px] border-2 border-good bg-linear-to-t from-good from-50% to-transparent to-50%" />)}
        {Array.from({ length: absent }, (_, i) => <i key={`a${i}`} className="size-[15px] rounded-[5px] border-2 border-warn" />)}
      </div>
      <Sentences paragraphs={[attendance.sentence]} inEnglish={inEnglish} />
    </section>
  );
}
