/** Where a family reads what the school noted of its talks with them. */
export const FAMILY_CONTACTS = "/family/contacts";
