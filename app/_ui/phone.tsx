import type { ReactNode } from "react";

/** A telephone number to tap: from left to right in every language, and never broken, on the narrowest screen too. */
export function Phone({ number, className = "", icon }: { number: string; className?: string; icon?: ReactNode }) {
  return <a href={`tel:${number.replace(/[^\d+]/g, "")}`} className={`phone ${className}`.trim()}>{icon}<bdi dir="ltr">{number}</bdi></a>;
}
