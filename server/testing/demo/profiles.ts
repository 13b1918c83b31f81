import type { Prisma } from "@/server/lib/db/generated/client";
import type { Preference, ProfileQuestion, ProfileSource } from "@/server/lib/db/generated/enums";

import { chanceOf, idOf } from "./random";
import type { DemoAdult, DemoPeople, SchoolPlan } from "./school";
import type { AdultData } from "./shape";

type Answer = Prisma.ProfileAnswerCreateManyInput;

/** The file of the first day, and when families began to say for themselves. */
const FILE_AT = new Date("2026-09-01T08:00:00Z");
const SAID_FROM = Date.parse("2026-09-07T09:00:00Z");
const DAY = 86_400_000;

/** Who said how an adult understands, and how the adult likes to be told: a file knows nothing of the latter. */
export function drawProfile(data: AdultData): { source: ProfileSource; prefers: Preference[] } {
  if (data.said) return { source: data.said, prefers: [...(data.prefers ?? [])] };
  const chance = chanceOf(`profile:${data.externalId}`);
  const reads = data.need === "reads" || data.need === "reads_with_help";
  const source = chance.weighted<ProfileSource>([["import", 50], ["adult_told_staff", reads ? 15 : 40], ["adult", reads ? 35 : 5], ["staff", 5]]);
  if (source === "import" || source === "staff" || data.need === "unknown") return { source, prefers: [] };
  const wishes: Record<typeof data.need, readonly (readonly [Preference[], number])[]> = {
    reads: [[["reading"], 70], [["reading", "phone"], 15], [["phone", "reading"], 6], [["large_print", "reading"], 5], [["reading", "pictures"], 4]],
    reads_with_help: [[["listening", "reading"], 45], [["pictures", "listening"], 30], [["phone", "pictures"], 25]],
    does_not_read: [[["phone", "listening"], 60], [["listening", "pictures"], 40]],
  };
  return { source, prefers: [...chance.weighted(wishes[data.need])] };
}

/** The history behind the answers of every parent and carer: what the file said first, and what they or staff said since. */
export function buildAnswers(plan: SchoolPlan, people: DemoPeople): Answer[] {
  const writer = (people.byKey.get("demo-person-okafor") ?? people.adults[0])?.id;
  const done = new Set<string>();
  return plan.families.flatMap((family) => family.adults).flatMap((data) => {
    const adult = people.byKey.get(data.externalId);
    if (!adult || done.has(adult.id)) return [];
    done.add(adult.id);
    return answersOf(adult, data, writer ?? adult.id);
  });
}

function answersOf(adult: DemoAdult, data: AdultData, writerId: string): Answer[] {
  const { source } = drawProfile(data);
  const chance = chanceOf(`profile-day:${data.externalId}`);
  const saidAt = new Date(SAID_FROM + chance.whole(0, 60) * DAY + chance.whole(0, 7 * 60) * 60_000);
  const row = (question: ProfileQuestion, value: string[], from: ProfileSource): Answer => ({
    id: idOf(`answer:${data.externalId}:${question}:${from}`), schoolId: adult.schoolId, adultId: adult.id, question, value, source: from,
    at: from === "import" ? FILE_AT : saidAt, recordedById: from === "import" ? null : from === "adult" ? adult.id : writerId,
  });
  const known: [ProfileQuestion, string[]][] = [
    ["speaks", [...data.speaks]],
    ...(data.need === "unknown" ? [] : [["reading", [data.need]] as [ProfileQuestion, string[]]]),
    ...(data.reads ? [["reading_language", [data.reads]] as [ProfileQuestion, string[]]] : []),
  ];
  const filed = known.map(([question, value]) => row(question, value, "import"));
  if (source === "import") return filed;
  const prefers = adult.prefers as Preference[] | undefined;
  const said: [ProfileQuestion, string[]][] = [...known, ["interpreter", [data.interpreter ? "yes" : "no"]]];
  if (prefers && prefers.length > 0) said.push(["prefers", prefers]);
  return [...filed.filter(({ question }) => question === "speaks"), ...said.map(([question, value]) => row(question, value, source))];
}
