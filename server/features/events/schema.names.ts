/** Letters that one keyboard has and another has not: Arabic's ye, kaf and he stand in the place of those of Urdu and Persian. */
const twins: readonly (readonly [RegExp, string])[] = [[/[\u064a\u0649]/g, "\u06cc"], [/\u0643/g, "\u06a9"], [/[\u0629\u0647\u06be\u06d5]/g, "\u06c1"]];

/** A name as it is looked for, in any script: without marks and case, spaces single, each letter as one keyboard writes it. */
export function searchName(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("und").replace(/\s+/g, " ").trim();
  return twins.reduce((text, [from, to]) => text.replace(from, to), plain);
}

/**
 * A name in Latin letters as it sounds, roughly, word by word: its consonants, those that are written one way and another made one.
 * "Qureshi", "Kureshy" and what is left of the Urdu letters in Latin ones ("qryshy") are the same.
 */
export function soundOf(latin: string): string[] {
  return latin.normalize("NFKD").toLowerCase().split(/[^a-z\u0300-\u036f'’`]+/)
    .map((word) => word.replace(/ph/g, "f").replace(/[^b-df-gj-np-tzx]/g, "").replace(/[cqx]/g, "k").replace(/z/g, "s").replace(/(.)\1+/g, "$1"))
    .filter(Boolean);
}

/** Whether every word that was typed is the beginning of a word of the name, by their sounds. One consonant is too little to go by. */
export function soundsLike(typed: string, name: readonly string[]): boolean {
  const wanted = soundOf(typed);
  return wanted.join("").length > 1 && wanted.every((word) => name.some((known) => known.startsWith(word)));
}
