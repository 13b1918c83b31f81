import type { StaffRole } from "@/server/lib/db/generated/enums";

/** A member of staff of the demo school. */
export interface StaffData {
  /** The adult's external id. One that starts with demo-person- is of the design: the demo signs you in as them. */
  externalId: string;
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
  { externalId: "demo-person-head", title: "Mr", givenName: "Tunde", familyName: "Adeyemi", roles: ["head"] },
  { externalId: "demo-person-hale", title: "Mrs", givenName: "Frances", familyName: "Hale", roles: ["deputy_head"] },
  { externalId: "demo-person-office", title: "Mrs", givenName: "Niamh", familyName: "Byrne", roles: ["office"] },
  { externalId: "demo-person-okafor", title: "Mr", givenName: "Emeka", familyName: "Okafor", roles: ["family_support"], speaks: ["fr"] },
  { externalId: "demo-person-lewis", title: "Mrs", givenName: "Carys", familyName: "Lewis", roles: ["authority_officer"], speaks: ["cy"] },
  { externalId: "demo-person-patel", title: "Ms", givenName: "Hina", familyName: "Patel", roles: ["teacher"], leads: 4, speaks: ["gu"] },
  { externalId: "demo-person-grant", title: "Mrs", givenName: "Moira", familyName: "Grant", roles: ["teacher"], leads: 2 },
  { externalId: "demo-person-doyle", title: "Mrs", givenName: "Bernadette", familyName: "Doyle", roles: ["safeguarding_lead"] },
  { externalId: "demo-staff-adair", title: "Miss", givenName: "Skye", familyName: "Adair", roles: ["teacher"], leads: 0 },
  { externalId: "demo-staff-birk", title: "Mr", givenName: "Oliver", familyName: "Birk", roles: ["teacher"], leads: 1 },
  { externalId: "demo-staff-lund", title: "Mr", givenName: "Peter", familyName: "Lund", roles: ["teacher"], leads: 3 },
  { externalId: "demo-staff-obi", title: "Mrs", givenName: "Grace", familyName: "Obi", roles: ["teacher"], leads: 5 },
  { externalId: "demo-staff-tremain", title: "Mr", givenName: "Hugh", familyName: "Tremain", roles: ["teacher"], leads: 6 },
  { externalId: "demo-staff-rowley", title: "Mrs", givenName: "Dawn", familyName: "Rowley", roles: ["office"] },
  { externalId: "demo-staff-szabo", title: "Ms", givenName: "Ildi", familyName: "Szabo", roles: ["office"], speaks: ["hu"] },
  { externalId: "demo-staff-farrow", title: "Mr", givenName: "Dean", familyName: "Farrow", roles: ["deputy_head"] },
  { externalId: "demo-person-sabir", title: "Mrs", givenName: "Nighat", familyName: "Sabir", roles: ["family_support"], speaks: ["ur", "phr"] },
  { externalId: "demo-staff-ward", title: "Ms", givenName: "Elaine", familyName: "Ward", roles: ["safeguarding_lead", "teacher"] },
  { externalId: "demo-staff-neville", title: "Mr", givenName: "Ross", familyName: "Neville", roles: ["authority_officer"] },
  { externalId: "demo-staff-amos", title: "Ms", givenName: "Ruth", familyName: "Amos", roles: ["teacher"] },
  { externalId: "demo-staff-calder", title: "Mr", givenName: "Iain", familyName: "Calder", roles: ["teacher"] },
  { externalId: "demo-staff-dacosta", title: "Mrs", givenName: "Ines", familyName: "da Costa", roles: ["teacher"], speaks: ["pt-PT"] },
  { externalId: "demo-staff-ekwall", title: "Mr", givenName: "Jon", familyName: "Ekwall", roles: ["teacher"] },
  { externalId: "demo-staff-fisk", title: "Miss", givenName: "Amber", familyName: "Fisk", roles: ["teacher"] },
  { externalId: "demo-staff-gillan", title: "Mrs", givenName: "Kath", familyName: "Gillan", roles: ["teacher"] },
  { externalId: "demo-staff-hartnell", title: "Mr", givenName: "Vince", familyName: "Hartnell", roles: ["teacher"] },
  { externalId: "demo-staff-islam", title: "Miss", givenName: "Tahera", familyName: "Islam", roles: ["teacher"], speaks: ["bn", "syl"] },
  { externalId: "demo-staff-jessop", title: "Ms", givenName: "Lorna", familyName: "Jessop", roles: ["teacher"] },
  { externalId: "demo-staff-kaminski", title: "Mr", givenName: "Adam", familyName: "Kaminski", roles: ["teacher"], speaks: ["pl"] },
  { externalId: "demo-staff-lowe", title: "Mrs", givenName: "Patricia", familyName: "Lowe", roles: ["teacher"] },
];

/** The staff of Harbour School, the small second school. */
export const harbourStaff: readonly StaffData[] = [
  { externalId: "demo-person-harbour-head", title: "Mrs", givenName: "Sian", familyName: "Pryce", roles: ["head"] },
  { externalId: "demo-person-harbour-office", title: "Mr", givenName: "Colin", familyName: "Rudd", roles: ["office"] },
  { externalId: "demo-person-harbour-teacher", title: "Miss", givenName: "Ada", familyName: "Quist", roles: ["teacher"], leads: 4 },
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
    externalId: `demo-staff-${block}-${year}`, title: n % 2 ? "Mr" : "Ms", givenName: extraGivens[n % extraGivens.length] ?? "Robin",
    familyName: extraFamilies[n % extraFamilies.length] ?? "Brand", roles: ["teacher"], leads: year,
  };
}
