import { type ConsentState, type Use, uses } from "./schema";

/** One holder's answer for a use; `counts` is false for one whom an order keeps from photos. */
export interface HolderAnswer {
  use: Use;
  given: boolean;
  counts: boolean;
}

/** What holds for one child and every use. */
export type Consents = Readonly<Record<Use, ConsentState>>;

export const nothingSaid: Consents = { family: "open", school: "open", film: "open", public: "open" };

/**
 * What the answers of a child's holders of parental responsibility come to. One of them may say yes for the child (Children Act 1989 s.2(7)),
 * but where two say different things the school decides for neither: that is a dispute, and counts as no.
 */
export function consentsOf(answers: readonly HolderAnswer[]): Consents {
  const stateOf = (use: Use): ConsentState => {
    const own = answers.filter((each) => each.use === use);
    const yes = own.some(({ given, counts }) => given && counts);
    const no = own.some(({ given }) => !given);
    return yes && no ? "dispute" : yes ? "yes" : no ? "no" : "open";
  };
  return Object.fromEntries(uses.map((use) => [use, stateOf(use)])) as Record<Use, ConsentState>;
}

/** The use for which a photo with these children needs a yes of each: with one child alone it is the family's own, with several all their families see it. */
export function useOf(children: readonly string[]): Use {
  return children.length > 1 ? "school" : "family";
}

/** The children in a photo who have no consent for its use. A photo in which nobody is marked has none. */
export function lackingConsent(children: readonly string[], consents: ReadonlyMap<string, Consents>): string[] {
  return lackingFor(useOf(children), children, consents);
}

/** The children who have no yes for one use. */
export function lackingFor(use: Use, children: readonly string[], consents: ReadonlyMap<string, Consents>): string[] {
  return children.filter((id) => consents.get(id)?.[use] !== "yes");
}

/** Whether a photo may be shown now. */
export function mayShowPhoto(children: readonly string[], consents: ReadonlyMap<string, Consents>): boolean {
  return children.length > 0 && lackingConsent(children, consents).length === 0;
}
