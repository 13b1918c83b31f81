import type { Actor, Person, StaffMember } from "./auth/actor";
import type { Db } from "./db/client";
import type { Nation, SchoolType } from "./db/generated/enums";
import { languageOfWords } from "./i18n/languages";

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

/** The language of what somebody wrote, for the reader of this request. */
export function contentLanguage({ locale, actor }: Pick<Ctx, "locale" | "actor">): string {
  return languageOfWords(locale, actor.kind === "person" ? actor.language : null);
}

export type PersonCtx = Ctx<Person>;
export type StaffCtx = Ctx<StaffMember>;
