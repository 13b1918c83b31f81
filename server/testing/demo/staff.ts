import type { StaffRole } from "@/server/lib/db/generated/enums";

/** A member of staff of the demo school. */
export interface StaffData {
  /** Ends the adult's external id: demo-person-<key>. */
  key: string;
  title: string;
  givenName: string;
  familyName: string;
  roles: readonly StaffRole[];
  /** Year group of the class that this person leads; parallel classes of a larger school get teachers of their own. */
  leads?: number;
  /** Languages spoken beside English. */
  speaks?: readonly string[];
}

/** The staff of Kingsgate School: thirty people. Those of the design come first. */
export const kingsgateStaff: readonly StaffData[] = [
  { key: "head", title: "Mr", givenName: "Tunde", familyName: "Adeyemi", roles: ["head"] },
  { key: "hale", title: "Mrs", givenName: "Frances", familyName: "Hale", roles: ["deputy_head"] },
  { key: "office", title: "Mrs", givenName: "Niamh", familyName: "Byrne", roles: ["office"] },
  { key: "okafor", title: "Mr", givenName: "Emeka", familyName: "Okafor", roles: ["family_support"], speaks: ["fr"] },
  { key: "lewis", title: "Mrs", givenName: "Carys", familyName: "Lewis", roles: ["authority_officer"], speaks: ["cy"] },
  { key: "patel", title: "Ms", givenName: "Hina", familyName: "Patel", roles: ["teacher"], leads: 4, speaks: ["gu"] },
  { key: "grant", title: "Mrs", givenName: "Moira", familyName: "Grant", roles: ["teacher"], leads: 2 },
  { key: "doyle", title: "Mrs", givenName: "Bernadette", familyName: "Doyle", roles: ["safeguarding_lead"] },
  { key: "adair", title: "Miss", givenName: "Skye", familyName: "Adair", roles: ["teacher"], leads: 0 },
  { key: "birk", title: "Mr", givenName: "Oliver", familyName: "Birk", roles: ["teacher"], leads: 1 },
  { key: "lund", title: "Mr", givenName: "Peter", familyName: "Lund", roles: ["teacher"], leads: 3 },
  { key: "obi", title: "Mrs", givenName: "Grace", familyName: "Obi", roles: ["teacher"], leads: 5 },
  { key: "tremain", title: "Mr", givenName: "Hugh", familyName: "Tremain", roles: ["teacher"], leads: 6 },
  { key: "rowley", title: "Mrs", givenName: "Dawn", familyName: "Rowley", roles: ["office"] },
  { key: "szabo", title: "Ms", givenName: "Ildi", familyName: "Szabo", roles: ["office"], speaks: ["hu"] },
  { key: "farrow", title: "Mr", givenName: "Dean", familyName: "Farrow", roles: ["deputy_head"] },
  { key: "sabir", title: "Mrs", givenName: "Nighat", familyName: "Sabir", roles: ["family_support"], speaks: ["ur", "phr"] },
  { key: "ward", title: "Ms", givenName: "Elaine", familyName: "Ward", roles: ["safeguarding_lead", "teacher"] },
  { key: "neville", title: "Mr", givenName: "Ross", familyName: "Neville", roles: ["authority_officer"] },
  { key: "amos", title: "Ms", givenName: "Ruth", familyName: "Amos", roles: ["teacher"] },
  { key: "calder", title: "Mr", givenName: "Iain", familyName: "Calder", roles: ["teacher"] },
  { key: "dacosta", title: "Mrs", givenName: "Ines", familyName: "da Costa", roles: ["teacher"], speaks: ["pt-PT"] },
  { key: "ekwall", title: "Mr", givenName: "Jon", familyName: "Ekwall", roles: ["teacher"] },
  { key: "fisk", title: "Miss", givenName: "Amber", familyName: "Fisk", roles: ["teacher"] },
  { key: "gillan", title: "Mrs", givenName: "Kath", familyName: "Gillan", roles: ["teacher"] },
  { key: "hartnell", title: "Mr", givenName: "Vince", familyName: "Hartnell", roles: ["teacher"] },
  { key: "islam", title: "Miss", givenName: "Tahera", familyName: "Islam", roles: ["teacher"], speaks: ["bn", "syl"] },
  { key: "jessop", title: "Ms", givenName: "Lorna", familyName: "Jessop", roles: ["teacher"] },
  { key: "kaminski", title: "Mr", givenName: "Adam", familyName: "Kaminski", roles: ["teacher"], speaks: ["pl"] },
  { key: "lowe", title: "Mrs", givenName: "Patricia", familyName: "Lowe", roles: ["teacher"] },
];

/** The staff of Harbour School, the small second school. */
export const harbourStaff: readonly StaffData[] = [
  { key: "harbour-head", title: "Mrs", givenName: "Sian", familyName: "Pryce", roles: ["head"] },
  { key: "harbour-office", title: "Mr", givenName: "Colin", familyName: "Rudd", roles: ["office"] },
  { key: "harbour-teacher", title: "Miss", givenName: "Ada", familyName: "Quist", roles: ["teacher"], leads: 4 },
];

/** One class a year; a larger school numbers the classes beside it ("Willow 2"). */
export const classNames: readonly string[] = ["Acorn", "Birch", "Rowan", "Hazel", "Willow", "Maple", "Oak"];

/** Pupils by year group, Reception first. Year 4 is Ms Patel's, with 28 reports to write. */
export const classSizes: readonly number[] = [15, 15, 15, 16, 28, 16, 15];

const extraFamilies: readonly string[] = ["Abbott", "Brand", "Castle", "Dray", "Etton", "Frome", "Gale", "Hurst", "Innes", "Joll", "Kerr", "Lyle", "Moss", "Nash"];
const extraGivens: readonly string[] = ["Robin", "Alex", "Jamie", "Chris", "Sandy", "Terry", "Lee"];

/** The class teacher of a parallel class in a larger school. */
export function parallelTeacher(block: number, year: number): StaffData {
  const n = block * classNames.length + year;
  return {
    key: `teacher-${block}-${year}`, title: n % 2 ? "Mr" : "Ms", givenName: extraGivens[n % extraGivens.length] ?? "Robin",
    familyName: extraFamilies[n % extraFamilies.length] ?? "Brand", roles: ["teacher"], leads: year,
  };
}
