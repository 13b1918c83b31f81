import type { ReactNode } from "react";

/** A section of a statement page: a heading, words, and a list when there is one. */
export function Statement({ title, items, children }: { title: string; items?: string[]; children?: ReactNode }) {
  return (
    <section className="grid gap-2">
      <h2>{title}</h2>
      {children}
      {items ? (
        <ul className="grid list-disc gap-2 ps-6">
          {items.map((item) => <li key={item}>{item}</li>)}
        </ul>
      ) : null}
    </section>
  );
}
