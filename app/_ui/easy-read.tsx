import type { ReactNode } from "react";

import { PictureAt } from "./picture";

export interface EasyPicture {
  src: string;
  alt: string;
  lang?: string;
}

/** One idea: its picture at the start of the line, its sentences beside it, each on a line of its own. */
export function EasyItem({ picture, sentences, lang, dir, children }: { picture: EasyPicture; sentences: string[]; lang?: string; dir?: "ltr" | "rtl"; children?: ReactNode }) {
  return (
    <li className="grid grid-cols-[3.5rem_minmax(0,1fr)] items-start gap-x-4">
      <PictureAt {...picture} size={56} />
      <div className="grid min-h-14 content-center gap-2">
        <div lang={lang} dir={dir} className="grid gap-1.5 text-[1.1875rem]">
          {sentences.map((sentence, index) => <p key={index}>{sentence}</p>)}
        </div>
        {children}
      </div>
    </li>
  );
}

/** Ideas under one heading. What the reader needs to do stands out. */
export function EasySection({ id, title, titleIn, now = false, children }: { id: string; title: string; titleIn?: { lang: string; dir: "ltr" | "rtl" }; now?: boolean; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className={`card !p-5 ${now ? "card-now" : ""}`}>
      <h2 id={id} {...titleIn} className="mb-4">{title}</h2>
      <ul className="grid gap-5">{children}</ul>
    </section>
  );
}

/** A mark in words with a small picture of its own. */
export function EasyMarkChip({ picture, title, text }: { picture: EasyPicture; title: string; text: string }) {
  return (
    <span className="chip !py-1">
      <PictureAt {...picture} size={26} />
      <span><span className="sr-only">{title}: </span>{text}</span>
    </span>
  );
}

/** A day, large: what one looks for first on any letter. */
export function BigDate({ label, iso, weekday, day, month, whole }: { label: string; iso: string; weekday: string; day: string; month: string; whole: string }) {
  return (
    <div className="grid justify-items-center gap-1 text-center">
      <p className="text-sm text-ink-soft">{label}</p>
      <time dateTime={iso} className="grid min-w-28 overflow-hidden rounded-m border-2 border-brand bg-card text-center">
        <span className="sr-only">{whole}</span>
        <span aria-hidden="true" className="bg-brand px-2 py-0.5 text-sm font-bold text-brand-ink">{weekday}</span>
        <span aria-hidden="true" className="digits pt-1 text-2xl font-bold !leading-none">{day}</span>
        <span aria-hidden="true" className="px-2 pb-1 text-sm">{month}</span>
      </time>
    </div>
  );
}
