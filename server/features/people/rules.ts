/** What `nameOf` reads of an adult's record. */
export const nameFields = { title: true, givenName: true, familyName: true } as const;

/** How a grown-up of the school or a family is called: by title and family name where there is a title, else by both names. */
export const nameOf = (adult: { title: string | null; givenName: string; familyName: string }): string =>
  adult.title ? `${adult.title} ${adult.familyName}` : `${adult.givenName} ${adult.familyName}`;
