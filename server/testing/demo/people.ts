import type { AdultData, FamilyData, LinkData } from "./shape";
import { allScopes } from "./shape";

const at = (house: string, code: string): string[] => [house, "Kingsgate", code];

/** A parent with responsibility who has care of the child; what differs is said. */
const parent = (relation: LinkData["relation"], more: Partial<LinkData> = {}): LinkData => ({
  relation, responsibility: "yes", evidence: "Birth certificate", care: true, livesWith: true, order: 1, confirmed: true, ...more,
});

type Person = Omit<AdultData, "externalId" | "need" | "speaks" | "reads"> & Partial<Pick<AdultData, "need" | "speaks" | "reads">>;

const person = (key: string, data: Person): AdultData => ({ externalId: `demo-person-${key}`, speaks: ["en"], reads: "en", need: "reads", ...data });

/** The families of the design, in whom its demands can be tried out. */
export const designFamilies: readonly FamilyData[] = [
  {
    key: "khan",
    children: [{ key: "zara", givenName: "Zara", familyName: "Khan", form: "she", year: 4 }],
    adults: [
      person("amina", {
        givenName: "Amina", familyName: "Khan", speaks: ["ur"], reads: "ur", interpreter: true, prefers: ["reading", "listening"], said: "adult", address: at("14 Mill Row", "KG2 4AB"), link: parent("mother"),
      }),
    ],
  },
  {
    key: "nowak",
    children: [{ key: "ola", givenName: "Ola", familyName: "Nowak", form: "she", year: 6 }],
    adults: [
      person("ewa", {
        givenName: "Ewa", familyName: "Nowak", speaks: ["pl", "en"], reads: "pl", said: "import", address: at("3 Lark Rise", "KG2 1QT"), link: parent("mother"),
      }),
      person("dariusz", {
        givenName: "Dariusz", familyName: "Nowak", speaks: ["pl"], reads: "pl", interpreter: true, prefers: ["reading"], said: "adult", address: at("Flat 6, 88 Station Road", "KG5 7DN"),
        link: parent("father", { care: false, livesWith: false, order: 2 }),
      }),
    ],
  },
  {
    key: "warsame",
    children: [{ key: "ayaan", givenName: "Ayaan", familyName: "Warsame", form: "he", year: 4 }],
    adults: [
      person("hodan", {
        givenName: "Hodan", familyName: "Warsame", email: null, speaks: ["so"], reads: null, need: "does_not_read", interpreter: true, prefers: ["phone", "listening"], said: "adult_told_staff",
        address: at("27 Canal Walk", "KG3 9PL"), link: parent("grandparent", { responsibility: "no", evidence: "Letter from the family, seen by the office" }),
      }),
    ],
  },
  {
    key: "clarke",
    children: [{ key: "sam", givenName: "Sam", familyName: "Holt", form: "they", year: 5, lookedAfter: true }],
    adults: [
      person("clarke", {
        title: "Mrs", givenName: "Jo", familyName: "Clarke", address: at("9 Orchard Way", "KG4 2RS"),
        link: parent("foster_carer", { responsibility: "no", evidence: "Placement agreement" }),
      }),
      person("social-worker", {
        title: "Ms", givenName: "Rhona", familyName: "Dunn", email: "rhona.dunn@authority.example", address: ["Children's Services", "Civic Square", "Kingsgate", "KG1 1AA"],
        link: parent("social_worker", { evidence: "Care order", care: false, livesWith: false, order: 2 }),
      }),
      person("restricted", {
        givenName: "Ray", familyName: "Holt", address: at("51 Gasworks Lane", "KG6 3HH"),
        link: parent("father", {
          care: false, livesWith: false, order: 3,
          restriction: { kind: "care_order", scopes: allScopes, document: "Safeguarding cabinet, file 12", startsOn: "2026-01-12", reviewOn: "2027-01-12" },
        }),
      }),
    ],
  },
  {
    key: "grant",
    children: [{ key: "theo", givenName: "Theo", familyName: "Grant", form: "he", year: 5 }],
    adults: [
      // Mrs Grant is on the staff list; this is her other half of the day.
      person("grant", { title: "Mrs", givenName: "Moira", familyName: "Grant", address: at("2 Beacon Hill", "KG4 8WW"), link: parent("mother") }),
      {
        externalId: "demo-case-grant-father", givenName: "Malcolm", familyName: "Grant", speaks: ["en"], reads: "en", need: "reads",
        address: at("2 Beacon Hill", "KG4 8WW"), link: parent("father", { order: 2 }),
      },
    ],
  },
  {
    key: "silva",
    children: [{ key: "tiago", givenName: "Tiago", familyName: "Silva", form: "he", year: 2 }],
    adults: [
      {
        externalId: "demo-case-silva", givenName: "Rosa", familyName: "Silva", speaks: ["pt-PT"], reads: "pt-PT", need: "reads", interpreter: true,
        address: at("40 Foundry Lane", "KG3 3FB"), link: parent("mother"),
      },
    ],
  },
];
