import type { AdultData, FamilyData, LinkData } from "./shape";
import { allScopes } from "./shape";

const at = (house: string, code: string): string[] => [house, "Kingsgate", code];

const link = (relation: LinkData["relation"], more: Partial<LinkData> = {}): LinkData => ({
  relation, responsibility: "yes", evidence: "Birth certificate", care: true, livesWith: true, order: 1, confirmed: true, ...more,
});

type Someone = Omit<AdultData, "externalId" | "need" | "speaks" | "reads"> & Partial<Pick<AdultData, "need" | "speaks" | "reads">>;

const adult = (key: string, data: Someone): AdultData => ({ externalId: `demo-case-${key}`, speaks: ["en"], reads: "en", need: "reads", ...data });

const unconfirmed = { confirmed: false, evidence: undefined } as const;

/** Families in whom one rule each can be seen: what a school meets beside the ordinary. */
export const caseFamilies: readonly FamilyData[] = [
  {
    // A new partner whom the school has not confirmed.
    key: "new-partner",
    children: [{ key: "orla", givenName: "Orla", familyName: "Kinsale", form: "she", year: 1 }],
    adults: [
      adult("kinsale", { givenName: "Bronagh", familyName: "Kinsale", address: at("7 Chapel Street", "KG2 6TT"), link: link("mother") }),
      adult("new-partner", {
        givenName: "Lance", familyName: "Odell", address: at("7 Chapel Street", "KG2 6TT"),
        link: link("step_parent", { ...unconfirmed, responsibility: "unknown", order: 2 }),
      }),
    ],
  },
  {
    // The father's parental responsibility is not known: nothing until the office has seen a paper.
    key: "unknown-father",
    children: [{ key: "jude", givenName: "Jude", familyName: "Ainscough", form: "he", year: 3 }],
    adults: [
      adult("ainscough", { givenName: "Tara", familyName: "Ainscough", address: at("19 Park View", "KG5 2LK"), link: link("mother") }),
      adult("unknown-father", {
        givenName: "Dale", familyName: "Rooke", address: at("4 Weaver Close", "KG6 1EE"),
        link: link("father", { responsibility: "unknown", evidence: undefined, care: false, livesWith: false, order: 2 }),
      }),
    ],
  },
  {
    // A non-molestation order, and an address that nobody outside the office may see.
    key: "safe-address",
    children: [
      { key: "mila", givenName: "Mila", familyName: "Thorne", form: "she", year: 0 },
      { key: "noah", givenName: "Noah", familyName: "Thorne", form: "he", year: 3 },
    ],
    adults: [
      adult("safe-mother", {
        givenName: "Carla", familyName: "Thorne", address: at("Care of the school office, Gate Lane", "KG1 2AB"), safeAddress: true,
        link: link("mother"),
      }),
      adult("ordered-away", {
        givenName: "Vic", familyName: "Thorne", address: at("70 Tanner Street", "KG3 5NN"),
        link: link("father", {
          care: false, livesWith: false, order: 2,
          restriction: { kind: "non_molestation_order", scopes: allScopes, document: "Safeguarding cabinet, file 7", startsOn: "2025-11-03", reviewOn: -12 },
        }),
      }),
    ],
  },
  {
    // An order about contact alone: the father reads reports, and is not asked to meetings or events.
    key: "contact-only",
    children: [{ key: "freya", givenName: "Freya", familyName: "Lockwood", form: "she", year: 6 }],
    adults: [
      adult("lockwood", { givenName: "Helen", familyName: "Lockwood", address: at("12 Priory Road", "KG4 4GA"), link: link("mother") }),
      adult("contact-only", {
        givenName: "Simon", familyName: "Lockwood", address: at("33 Market Place", "KG1 7YB"),
        link: link("father", {
          care: false, livesWith: false, order: 2,
          restriction: { kind: "child_arrangements_order", scopes: ["meetings", "events"], document: "Office safe, folder 3", startsOn: "2026-02-16", reviewOn: 20 },
        }),
      }),
    ],
  },
  {
    // Restricted from one child and not from the other.
    key: "one-of-two",
    children: [
      { key: "lily", givenName: "Lily", familyName: "Marchetti", form: "she", year: 4 },
      { key: "dante", givenName: "Dante", familyName: "Reeve", form: "he", year: 1 },
    ],
    adults: [
      adult("marchetti", {
        givenName: "Gina", familyName: "Marchetti", speaks: ["it", "en"], address: at("5 Almond Court", "KG5 5CU"),
        link: link("mother"),
      }),
      adult("reeve", {
        givenName: "Scott", familyName: "Reeve", address: at("61 Bridge Road", "KG2 9ZA"),
        link: link("father", {
          only: ["dante"], care: false, livesWith: false, order: 2,
          restriction: { kind: "prohibited_steps_order", scopes: allScopes, document: "Office safe, folder 5", startsOn: "2026-05-05", reviewOn: "2027-05-05" },
        }),
      }),
      adult("lily-father", {
        givenName: "Paolo", familyName: "Marchetti", speaks: ["it", "en"], reads: "it", address: at("22 Station Road", "KG5 7DN"),
        link: link("father", { only: ["lily"], care: false, livesWith: false, order: 3 }),
      }),
    ],
  },
  {
    // Deaf parents who sign: no telephone call can reach them.
    key: "sign-language",
    children: [{ key: "edie", givenName: "Edie", familyName: "Rowntree", form: "she", year: 4 }],
    adults: [
      adult("signing-mother", {
        givenName: "Claire", familyName: "Rowntree", speaks: ["bfi"], need: "reads_with_help", interpreter: true, prefers: ["sign_language", "pictures"], said: "adult", address: at("8 Lark Rise", "KG2 1QT"),
        link: link("mother"),
      }),
      adult("signing-father", {
        givenName: "Owen", familyName: "Rowntree", speaks: ["bfi"], interpreter: true, prefers: ["sign_language", "reading"], said: "adult", address: at("8 Lark Rise", "KG2 1QT"),
        link: link("father", { order: 2 }),
      }),
    ],
  },
  {
    // An aunt is special guardian; the mother keeps her responsibility and her news.
    key: "special-guardian",
    children: [
      { key: "imani", givenName: "Imani", familyName: "Blake", form: "she", year: 4 },
      { key: "kai", givenName: "Kai", familyName: "Blake", form: "they", year: 4 },
    ],
    adults: [
      adult("guardian", {
        givenName: "Yvonne", familyName: "Blake", address: at("16 Beacon Hill", "KG4 8WW"),
        link: link("special_guardian", { evidence: "Special guardianship order" }),
      }),
      adult("blake-mother", {
        givenName: "Simone", familyName: "Blake", need: "reads_with_help", address: at("102 Tanner Street", "KG3 5NN"),
        link: link("mother", { care: false, livesWith: false, order: 2 }),
      }),
      adult("blake-neighbour", {
        givenName: "Winston", familyName: "Prior", address: at("18 Beacon Hill", "KG4 8WW"),
        link: link("emergency_contact", { responsibility: "no", evidence: undefined, care: false, livesWith: false, order: 3 }),
      }),
    ],
  },
  {
    // A link that the school ended: the former partner knows nothing any more.
    key: "ended",
    children: [{ key: "robyn", givenName: "Robyn", familyName: "Castell", form: "they", year: 2 }],
    adults: [
      adult("castell", { givenName: "Anita", familyName: "Castell", address: at("25 Weaver Close", "KG6 1EE"), link: link("mother") }),
      adult("former-partner", {
        givenName: "Gordon", familyName: "Nye", address: at("1 Chapel Street", "KG2 6TT"),
        link: link("step_parent", { responsibility: "no", evidence: undefined, care: false, livesWith: false, order: 2, removed: true }),
      }),
    ],
  },
  {
    // Brothers who came this month: the whole family waits to be confirmed.
    key: "arrivals",
    children: [
      { key: "omar", givenName: "Omar", familyName: "Zaytoun", form: "he", year: 2, isNew: true },
      { key: "bilal", givenName: "Bilal", familyName: "Zaytoun", form: "he", year: 5, isNew: true },
    ],
    adults: [
      adult("zaytoun-mother", {
        givenName: "Maha", familyName: "Zaytoun", email: null, speaks: ["ar"], reads: "ar", interpreter: true, address: at("Flat 2, 31 Bridge Road", "KG2 9ZA"),
        link: link("mother", unconfirmed),
      }),
      adult("zaytoun-father", {
        givenName: "Samir", familyName: "Zaytoun", speaks: ["ar", "en"], reads: "ar", interpreter: true, address: at("Flat 2, 31 Bridge Road", "KG2 9ZA"),
        link: link("father", { ...unconfirmed, order: 2 }),
      }),
    ],
  },
];

/** The families of Harbour School whose members tests name; the others are drawn. */
export const harbourFamilies: readonly FamilyData[] = [
  {
    key: "harbour-vane",
    children: [{ key: "harbour-ines", givenName: "Ines", familyName: "Vane", form: "she", year: 4 }],
    adults: [
      { externalId: "demo-person-harbour-parent", givenName: "Marta", familyName: "Vane", speaks: ["en"], reads: "en", need: "reads", address: ["2 Quay Street", "Harbour", "HB1 4AA"], link: link("mother") },
    ],
  },
];
