import type { ReactNode } from "react";

import { Picture } from "./picture";

/** An empty page says what it is for and what to do first. `whole`: it is the page's own heading, and nothing stands above it. */
export function Empty({ picture, title, whole = false, children }: { picture: string; title: string; whole?: boolean; children?: ReactNode }) {
  return (
    <div className="card grid justify-items-center gap-3 text-center">
      <Picture name={picture} size={72} />
      {whole ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children}
    </div>
  );
}
