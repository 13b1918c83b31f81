import type { ReactNode } from "react";

import { Picture } from "./picture";

/** An empty page says what it is for and what to do first. */
export function Empty({ picture, title, children }: { picture: string; title: string; children?: ReactNode }) {
  return (
    <div className="card grid justify-items-center gap-3 text-center">
      <Picture name={picture} size={72} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}
