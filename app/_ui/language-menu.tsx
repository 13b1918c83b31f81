import { Icon } from "./icon";

export interface LanguageChoice {
  tag: string;
  dir: "ltr" | "rtl";
  ownName: string;
}

/** The way to every other language, each named in itself. Opens without script. */
export function LanguageMenu({ label, current, choices, path }: { label: string; current: LanguageChoice; choices: LanguageChoice[]; path: string }) {
  return (
    <details className="group relative ms-auto">
      <summary className="flex min-h-12 list-none items-center gap-2 rounded-full border-2 border-current px-3 sm:px-4 [&::-webkit-details-marker]:hidden">
        <Icon name="language" />
        <span className="sr-only">{label}: </span>
        <span lang={current.tag} dir={current.dir}>{current.ownName}</span>
        <Icon name="chevron-down" className="group-open:rotate-180 max-sm:hidden" />
      </summary>
      <ul className="absolute end-0 z-10 mt-2 grid w-56 max-w-[calc(100vw-2rem)] rounded-m border border-line bg-card p-2 text-ink shadow-lg">
        {choices.map((choice) => (
          <li key={choice.tag}>
            <a
              href={`/${choice.tag}${path}`}
              lang={choice.tag}
              hrefLang={choice.tag}
              dir={choice.dir}
              aria-current={choice.tag === current.tag ? "true" : undefined}
              className="own-name flex min-h-12 items-center rounded-s px-3 text-ink no-underline hover:bg-brand-wash aria-[current]:font-bold"
            >
              {choice.ownName}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
