import { type Background, backgrounds, streets } from "./names";
import { type Chance, chanceOf } from "./random";
import type { AdultData, ChildData, FamilyData, LinkData } from "./shape";

export interface FamiliesWanted {
  /** Starts the drawing and the keys: the same name draws the same families. */
  name: string;
  /** Pupils still wanted by year group. */
  seats: readonly number[];
  /** Grown-ups still wanted in all. */
  adults: number;
  /** Every background has a family before any has two. */
  everyLanguage: boolean;
}

/** Draws families until every seat is taken, then relatives and neighbours until there are as many adults as wanted. */
export function drawFamilies(wanted: FamiliesWanted): FamilyData[] {
  const chance = chanceOf(wanted.name);
  const seats = [...wanted.seats];
  const waiting = wanted.everyLanguage ? [...backgrounds] : [];
  const drawn: { family: FamilyData; background: Background }[] = [];
  let adults = 0;
  while (seats.some((left) => left > 0)) {
    const background = waiting.shift() ?? chance.weighted(backgrounds.map((each) => [each, each.weight] as const));
    const key = `${wanted.name}-${drawn.length + 1}`;
    const family = drawFamily(chance, key, background, seats);
    adults += family.adults.length;
    drawn.push({ family, background });
  }
  const families = drawn.map(({ family }) => family);
  for (let turn = 0; adults < wanted.adults; turn += 1, adults += 1) {
    const place = (turn * 3 + chance.whole(0, 2)) % drawn.length;
    const family = families[place];
    const background = drawn[place]?.background;
    if (family && background) families[place] = { ...family, adults: [...family.adults, drawRelative(chance, family, background)] };
  }
  return families;
}

function drawFamily(chance: Chance, key: string, background: Background, seats: number[]): FamilyData {
  const familyName = chance.pick(background.families);
  const count = chance.weighted([[1, 58], [2, 31], [3, 11]] as const);
  const children: ChildData[] = [];
  for (let n = 1; n <= count && seats.some((left) => left > 0); n += 1) {
    const year = chance.weighted(seats.map((left, index) => [index, left] as const));
    seats[year] = (seats[year] ?? 0) - 1;
    const girl = chance.happens(0.5);
    const taken = new Set(children.map((child) => child.givenName));
    const names = (girl ? background.girls : background.boys).filter((name) => !taken.has(name));
    const givenName = names.length > 0 ? chance.pick(names) : chance.pick(girl ? ["Safiya", "Nina"] : ["Adam", "Daniel"]);
    const form = chance.happens(0.03) ? "they" : girl ? "she" : "he";
    children.push({ key: `${key}-${n}`, givenName, familyName, form, year });
  }
  return { key, children, adults: drawParents(chance, key, background, familyName) };
}

type Shape = "together" | "apart" | "mother" | "father" | "grandmother" | "step";

function drawParents(chance: Chance, key: string, background: Background, familyName: string): AdultData[] {
  const shape = chance.weighted<Shape>([["together", 50], ["apart", 20], ["mother", 17], ["father", 4], ["grandmother", 4], ["step", 5]]);
  const home = drawAddress(chance);
  const confirmed = !chance.happens(0.05);
  const both: LinkData = { relation: "mother", responsibility: "yes", evidence: "Birth certificate", care: true, livesWith: true, order: 1, confirmed };
  const adult = (n: number, woman: boolean, link: LinkData, address: readonly string[], surname = familyName): AdultData =>
    drawAdult(chance, { externalId: `demo-adult-${key}-${n}`, background, woman, link, address, familyName: surname });
  if (shape === "grandmother") return [adult(1, true, { ...both, relation: "grandparent", responsibility: "unknown", evidence: undefined }, home)];
  if (shape === "father") return [adult(1, false, { ...both, relation: "father" }, home)];
  const mother = adult(1, true, both, home);
  if (shape === "mother") return [mother];
  const father: LinkData = { ...both, relation: "father", order: 2 };
  if (shape === "together") return [mother, adult(2, false, father, home)];
  if (shape === "step") {
    const partner: LinkData = { ...both, relation: "step_parent", responsibility: "no", evidence: undefined, order: 2 };
    return [mother, adult(2, false, partner, home, chance.pick(background.families))];
  }
  const unknown = chance.happens(0.15);
  const away: LinkData = { ...father, care: false, livesWith: false, responsibility: unknown ? "unknown" : "yes", evidence: unknown ? undefined : "Birth certificate" };
  return [mother, adult(2, false, away, drawAddress(chance))];
}

function drawRelative(chance: Chance, family: FamilyData, background: Background): AdultData {
  const kind = chance.weighted([["emergency_contact", 55], ["grandparent", 30], ["relative", 15]] as const);
  const link: LinkData = {
    relation: kind, responsibility: kind === "grandparent" && chance.happens(0.2) ? "unknown" : "no", care: false, livesWith: false,
    order: family.adults.length + 1, confirmed: !chance.happens(0.1),
  };
  const externalId = `demo-adult-${family.key}-${family.adults.length + 1}`;
  return drawAdult(chance, { externalId, background, woman: chance.happens(0.6), link, address: drawAddress(chance), familyName: chance.pick(background.families) });
}

interface AdultWanted {
  externalId: string;
  background: Background;
  woman: boolean;
  link: LinkData;
  address: readonly string[];
  familyName: string;
}

function drawAdult(chance: Chance, wanted: AdultWanted): AdultData {
  const { background, woman, externalId, link, address, familyName } = wanted;
  const english = background.speaks === "en";
  const need = english
    ? chance.weighted([["reads", 86], ["reads_with_help", 8], ["does_not_read", 3], ["unknown", 3]] as const)
    : chance.weighted([["reads", 65], ["reads_with_help", 16], ["does_not_read", 10], ["unknown", 9]] as const);
  const reads = need === "does_not_read" || need === "unknown" ? null : drawReading(chance, background);
  const speaksEnglish = english || reads === "en" || chance.happens(0.3);
  return {
    externalId, familyName, need, reads, link, address,
    givenName: chance.pick(woman ? background.women : background.men),
    speaks: speaksEnglish && !english ? [background.speaks, "en"] : [background.speaks],
    interpreter: !speaksEnglish,
    email: chance.happens(need === "does_not_read" ? 0.6 : 0.07) ? null : undefined,
    phone: chance.happens(0.02) ? null : undefined,
  };
}

function drawReading(chance: Chance, background: Background): string {
  const [first, ...others] = background.reads;
  if (!first) throw new Error("a background reads at least one language");
  return others.length > 0 && chance.happens(0.35) ? chance.pick(others) : first;
}

function drawAddress(chance: Chance): string[] {
  const letters = "ABDEFGHJLNPQRSTUWXYZ";
  const letter = (): string => chance.pick([...letters]);
  return [`${chance.whole(1, 120)} ${chance.pick(streets)}`, "Kingsgate", `KG${chance.whole(2, 6)} ${chance.whole(1, 9)}${letter()}${letter()}`];
}
