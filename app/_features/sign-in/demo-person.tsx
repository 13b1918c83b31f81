import { getTranslations } from "next-intl/server";

import type { DemoPerson as Person } from "@/server/features/sign-in/demo/schema";
import { isolateName } from "@/server/lib/i18n/format";
import { findLanguage } from "@/server/lib/i18n/languages";

/** One of the demo's people: initials, name, role, language, and the button that signs in as them. */
export async function DemoPerson({ person }: { person: Person }) {
  const t = await getTranslations("signIn.demo");
  const language = findLanguage(person.language);
  const initials = person.name.split(" ").map((part) => part[0]).join("").slice(0, 2).toUpperCase();
  return (
    <li className="card grid grid-cols-[auto_minmax(0,1fr)] content-start items-center gap-4">
      <span aria-hidden="true" className="grid size-14 flex-none place-items-center rounded-full bg-brand text-lg font-bold text-brand-ink"><bdi>{initials}</bdi></span>
      <div className="min-w-0">
        <p className="font-bold"><bdi>{person.name}</bdi></p>
        <p>{t(`role.${person.role}`)}</p>
        {language ? <p className="text-sm text-ink-soft"><bdi lang={language.tag} dir={language.dir}>{language.ownName}</bdi></p> : null}
      </div>
      <form action="/api/demo/sign-in" method="post" className="col-span-2 grid self-end">
        <input type="hidden" name="id" value={person.id} />
        <button className="button">{t("button", { name: isolateName(person.name) })}</button>
      </form>
    </li>
  );
}
