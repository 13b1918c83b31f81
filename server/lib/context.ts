import type { Actor, Person, StaffMember } from "./auth/actor";
import type { Db } from "./db/client";
import type { Nation, SchoolType } from "./db/generated/enums";
import { isWrittenWithoutPages, SOURCE_LANGUAGE } from "./i18n/languages";

/** What every page and command may know of the school. Public facts only. */
export interface SchoolFacts {
  id: string;
  slug: string;
  name: string;
  zone: string;
  nation: Nation;
  schoolType: SchoolType;
  phone: string;
  email: string;
  addressLines: string[];
}

/** Built once a request (app/_trpc/server), by hand in tests and by jobs. */
export interface Ctx<A extends Actor = Actor> {
  db: Db;
  actor: A;
  school: SchoolFacts;
  /** The language in which the request is answered; anything sent uses the recipient's own. */
  locale: string;
  now: Date;
  /** A keyed hash of where the request comes from, for limits; never the address itself. */
  client: string;
}

/**
 * The language of what somebody wrote, for the reader of this request: the page's own. On pages in English it is the reading language of
 * whoever has no pages in it yet: what was translated for them is not held back because the words around it are not.
 */
export function contentLanguage({ locale, actor }: Pick<Ctx, "locale" | "actor">): string {
  const own = actor.kind === "person" ? actor.language : null;
  return own && locale === SOURCE_LANGUAGE && isWrittenWithoutPages(own) ? own : locale;
}

export type PersonCtx = Ctx<Person>;
export type StaffCtx = Ctx<StaffMember>;
