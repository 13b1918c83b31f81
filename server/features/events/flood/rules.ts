/**
 * From when on asking for places counts as an attack: so many in an hour, from so many addresses on the network. What comes from few
 * addresses is stopped by the limit of each. An evening that every family wants can pass this too; then each phone does a sum that nobody
 * notices.
 */
export const ATTACK = { minutes: 60, asks: 300, clients: 60 } as const;

/**
 * The sum that a browser does then: one key of PBKDF2 after another, until one begins as it must. With a thousand rounds a key and a
 * thousand keys on average that is a second of an old phone, and a second of the machine behind each booking of a flood.
 */
export const SUM = { algorithm: "PBKDF2/SHA-256", cost: 1_000, least: 500, most: 1_500, keyLength: 32 } as const;

/** Without script a form has a pass, which ripens: so many seconds, and as many again for each that came this way from one network before. */
const RIPEN_SECONDS = 8;
const RIPEN_MOST = 64;

/** A form that is open longer gets a new sum and a new pass. */
export const OPEN_MINUTES = 45;
/** Passes of one network are counted in windows of so many minutes. */
export const PASS_MINUTES = 15;

/** Asks of one address are counted in windows of so many minutes, and limited; what all were counted for in an hour says whether it is a flood. */
export const ASK_MINUTES = 15;

/** Whether a school is being flooded. */
export function isAttack({ asks, clients }: { asks: number; clients: number }): boolean {
  return asks >= ATTACK.asks && clients >= ATTACK.clients;
}

/** How old a pass must be. Nobody is shut out: the wait grows to a minute and no further. @param before passes that this network has used lately */
export function ripenSeconds(before: number): number {
  return Math.min(RIPEN_MOST, RIPEN_SECONDS * (before + 1));
}
