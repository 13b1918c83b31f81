import type { OwnCalendar } from "./answers";

/** Colours by the order of the children; letter and name say the same to whoever does not see them. */
const looks = ["bg-brand text-brand-ink", "bg-glow text-glow-ink", "bg-stop text-white", "bg-warn text-white", "bg-ink text-white", "bg-good text-white"] as const;

/** A child in a calendar: a circle of its own colour with its letter, and its name. */
export function ChildMark({ id, family }: { id: string; family: OwnCalendar["children"] }) {
  const nth = family.findIndex((child) => child.id === id);
  const child = family[nth];
  if (!child) return null;
  const [letter = ""] = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(child.givenName)].map(({ segment }) => segment);
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden="true" className={`grid size-7 flex-none place-items-center rounded-full text-sm font-bold ${looks[nth % looks.length]}`}>{letter}</span>
      <bdi>{child.givenName}</bdi>
    </span>
  );
}
