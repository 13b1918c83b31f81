import { Fragment, type ReactNode } from "react";

/** A telephone number to tap: from left to right in every language, and never broken, on the narrowest screen too. */
export function Phone({ number, className = "", icon }: { number: string; className?: string; icon?: ReactNode }) {
  return <a href={`tel:${number.replace(/[^\d+]/g, "")}`} className={`phone ${className}`.trim()}>{icon}<bdi dir="ltr">{number}</bdi></a>;
}

/** A sentence that has a telephone number in it, as its message gives it: the number can be tapped. */
export function PhoneSentence({ text, number }: { text: string; number: string }) {
  const [before, ...after] = number === "" ? [text] : text.split(number);
  return <>{before}{after.map((rest, nth) => <Fragment key={nth}><Phone number={number} />{rest}</Fragment>)}</>;
}
