/** A name as it is looked for, in any script: without marks and case, spaces single. */
export function searchName(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("und").replace(/\s+/g, " ").trim();
}
