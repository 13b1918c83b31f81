import { getTranslations } from "next-intl/server";

interface PageTurnerProps {
  /** What the list is: named for those who hear the page. */
  label: string;
  page: number;
  pages: number;
  /** The address of a page of the list. */
  place: (page: number) => string;
}

/** The way to the page before and the next one of a long list; nothing when there is one page. */
export async function PageTurner({ label, page, pages, place }: PageTurnerProps) {
  if (pages < 2) return null;
  const t = await getTranslations("common.pages");
  return (
    <nav className="flex flex-wrap items-center gap-3" aria-label={label}>
      {page > 1 ? <a className="button button-quiet button-small" rel="prev" href={place(page - 1)}>{t("previous")}</a> : null}
      <span>{t("page", { page, pages })}</span>
      {page < pages ? <a className="button button-quiet button-small" rel="next" href={place(page + 1)}>{t("next")}</a> : null}
    </nav>
  );
}
