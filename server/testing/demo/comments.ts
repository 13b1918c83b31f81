import type { Comment, EntryBody } from "@/server/features/reports/schema";

import type { Chance } from "./random";

/** Subjects of the demo's rounds, in the order of the report. */
export const demoSubjects = [
  "english", "maths", "science", "computing", "history", "geography", "art", "music", "physical_education", "religious_education",
] as const;
export type DemoSubject = (typeof demoSubjects)[number];

/** What a teacher knows of one child; drawn once, so that all parts of a report agree. */
export interface Learner {
  year: number;
  form: "she" | "he" | "they";
  /** How far along: about 0 to 3. */
  level: number;
  /** How hard the child works: about 0 to 3. */
  drive: number;
  twoLanguages: boolean;
}

const attainments = ["not_yet", "nearly", "secure", "exceeding"] as const;
const efforts = ["needs_help", "some", "good", "excellent"] as const;

type Draw = (chance: Chance, learner: Learner) => Comment | null;

const plain = (key: string): Draw => () => ({ key });
const counted = (key: string, numbers: readonly number[]): Draw => (chance) => ({ key, n: chance.pick(numbers) });
const ranged = (key: string, from: number, to: number): Draw => (chance) => ({ key, n: chance.whole(from, to) });
const forYears = (from: number, to: number, draw: Draw): Draw => (chance, learner) => (learner.year >= from && learner.year <= to ? draw(chance, learner) : null);

const strengths: Record<DemoSubject, Draw[]> = {
  english: [
    forYears(0, 1, plain("strength.joinsLetterSounds")), forYears(1, 6, plain("strength.readsWithExpression")), plain("strength.understandsStories"),
    forYears(1, 6, plain("strength.writesClearSentences")), forYears(2, 6, plain("strength.writesLivelyStories")), plain("strength.writesNeatly"),
    forYears(1, 6, ranged("strength.spellsNewWords", 12, 48)), forYears(3, 6, ranged("strength.readsWordsAMinute", 85, 150)),
  ],
  maths: [
    forYears(0, 1, counted("strength.countsWithoutHelp", [20, 30, 50, 100])), forYears(3, 6, ranged("strength.knowsTimesTables", 4, 12)),
    forYears(2, 6, plain("strength.solvesMathsProblems")), plain("strength.explainsMaths"),
  ],
  science: [plain("strength.asksWhyInScience"), forYears(2, 6, plain("strength.testsIdeasInScience")), plain("strength.enjoysSubject")],
  computing: [plain("strength.enjoysSubject"), plain("strength.knowsSubjectWell")],
  history: [plain("strength.sharesIdeasInSubject"), plain("strength.knowsSubjectWell")],
  geography: [plain("strength.knowsSubjectWell"), plain("strength.enjoysSubject")],
  art: [plain("strength.hasNewIdeas"), plain("strength.enjoysSubject")],
  music: [plain("strength.enjoysSubject"), plain("effort.goodInSubject")],
  physical_education: [plain("strength.enjoysBeingActive"), plain("effort.goodInSubject")],
  religious_education: [plain("strength.sharesIdeasInSubject"), plain("strength.knowsSubjectWell")],
};

const nextSteps: Partial<Record<DemoSubject, Draw[]>> = {
  english: [
    forYears(0, 2, plain("nextStep.soundOutWords")), forYears(3, 6, plain("nextStep.findTheProof")), forYears(0, 2, plain("nextStep.formLetters")),
    forYears(1, 6, plain("nextStep.addDetail")), forYears(1, 4, plain("nextStep.writeFullSentences")), forYears(2, 6, plain("nextStep.checkWriting")),
    forYears(1, 6, counted("nextStep.learnSpellings", [5, 6, 8, 10])), forYears(1, 6, counted("nextStep.writeMore", [3, 4, 5, 6])),
  ],
  maths: [
    forYears(3, 6, ranged("nextStep.learnTimesTable", 6, 9)), forYears(0, 3, counted("nextStep.addInYourHead", [10, 20, 50, 100])),
    forYears(2, 6, plain("nextStep.showWorking")), forYears(2, 6, plain("nextStep.checkAnswers")),
  ],
  science: [plain("nextStep.useScienceWords"), forYears(2, 6, counted("nextStep.learnKeyWords", [4, 5, 6]))],
};
const otherNextSteps: Draw[] = [counted("nextStep.learnKeyWords", [3, 4, 5]), plain("nextStep.useFeedback")];

const generalStrengths: Draw[] = [
  plain("strength.asksGoodQuestions"), plain("strength.helpsOthers"), plain("strength.worksWellInTeam"), plain("strength.speaksWithConfidence"),
  plain("strength.growsInConfidence"), forYears(1, 6, plain("strength.readsForPleasure")), forYears(1, 6, ranged("strength.readBooks", 5, 26)),
  (_chance, learner) => (learner.twoLanguages ? { key: "strength.usesTwoLanguages" } : null),
];

const generalEffort = (chance: Chance, learner: Learner): Comment => {
  const keys = learner.drive > 2.2
    ? ["effort.outstanding", "effort.veryGood", "behaviour.setsGoodExample", "behaviour.kindAndPolite", "effort.keepsTrying"]
    : learner.drive > 1.2
      ? ["effort.good", "effort.keepsTrying", "behaviour.listensWell", "behaviour.followsRules", "behaviour.welcomesOthers", "behaviour.kindAndPolite", "behaviour.staysCalm"]
      : ["effort.improving", "behaviour.makesBetterChoices", "behaviour.settledIn", "effort.needsHelpToStart", "effort.needsHelpToFocus", "behaviour.learnsToTakeTurns"];
  return { key: chance.pick(keys) };
};

const generalNext: Draw[] = [
  counted("nextStep.readEveryDay", [10, 15, 20]), forYears(1, 6, plain("nextStep.tryNewBooks")), plain("nextStep.giveReasons"), plain("nextStep.askForHelp"),
  plain("nextStep.shareIdeas"), forYears(2, 6, plain("nextStep.finishTasks")), forYears(3, 6, plain("nextStep.bringEquipment")),
];

const atHome: Draw[] = [
  counted("home.readTogether", [5, 10, 15]), plain("home.talkAboutPictures"), plain("home.tellAStory"), plain("home.talkAboutTheDay"),
  forYears(0, 2, plain("home.singTogether")), forYears(0, 2, counted("home.countThings", [10, 20, 30])), forYears(3, 6, ranged("home.sayTimesTable", 6, 9)),
  plain("home.measureWhenCooking"), forYears(1, 4, plain("home.tellTheTime")), plain("home.lookAtNature"), plain("home.drawAndTalk"),
  plain("home.writeAList"), plain("home.praiseOneThing"), forYears(4, 6, counted("home.quietTime", [15, 20, 30])),
  (chance, learner) => (learner.twoLanguages ? { key: "home.swapWords", n: chance.pick([3, 5]) } : null),
];

function draw(chance: Chance, learner: Learner, from: readonly Draw[], count: number, taken: Set<string>): Comment[] {
  const drawn: Comment[] = [];
  for (const each of chance.some(from, from.length)) {
    const comment = drawn.length < count ? each(chance, learner) : null;
    if (!comment || taken.has(comment.key)) continue;
    taken.add(comment.key);
    drawn.push(comment);
  }
  return drawn;
}

/** An index of a four-step scale from a child's level, a little up or down. */
const stepOf = (chance: Chance, level: number): 0 | 1 | 2 | 3 => {
  const step = Math.round(level + (chance.next() - 0.5) * 1.1);
  return step <= 0 ? 0 : step >= 3 ? 3 : step === 1 ? 1 : 2;
};

type Entry = Omit<EntryBody, "ownWords">;

/** The entry about the whole child: two or three strengths, effort or behaviour, one or two next steps, one thing for home. */
export function drawGeneral(chance: Chance, learner: Learner): Entry {
  const taken = new Set<string>();
  const newToEnglish = learner.twoLanguages && learner.level < 0.7;
  return {
    attainment: null, effort: null, progress: null,
    comments: [
      ...draw(chance, learner, generalStrengths, chance.whole(2, 3), taken),
      generalEffort(chance, learner),
      ...draw(chance, learner, generalNext, chance.whole(1, 2), taken),
      ...draw(chance, learner, atHome, 1, taken),
      ...(newToEnglish ? [{ key: "progress.newToEnglish" }] : learner.level > 2.3 ? [{ key: "progress.goodInAllSubjects" }] : []),
    ],
  };
}

/** The entry of one subject: its three marks and one or two comments that agree with them. */
export function drawSubject(chance: Chance, learner: Learner, subject: DemoSubject): Entry {
  const step = stepOf(chance, learner.level);
  const work = stepOf(chance, learner.drive);
  const progress = step === 0 || (step === 1 && work === 0) ? "slower" : step === 3 && work >= 2 && chance.happens(0.6) ? "faster" : "expected";
  const taken = new Set<string>();
  const comments: Comment[] = [];
  if (step === 0) comments.push({ key: chance.pick(["progress.needsMoreTime", "progress.slowerThanExpected"]) });
  else comments.push(...draw(chance, learner, strengths[subject], 1, taken));
  if (chance.happens(0.65)) {
    const core = nextSteps[subject];
    if (step === 3 && chance.happens(0.6)) comments.push({ key: chance.pick(["nextStep.tryHarderTasks", "progress.readyForHarderWork"]) });
    else comments.push(...draw(chance, learner, core ?? otherNextSteps, 1, taken));
  }
  return { attainment: attainments[step], effort: efforts[work], progress, comments };
}

/** The learner behind a child, the same in every round: each later term a little further. */
export function drawLearner(chance: Chance, child: { year: number; form: Learner["form"]; twoLanguages: boolean }): Learner {
  return { ...child, level: 0.4 + chance.next() * 1.4 + chance.next() * 1.2, drive: 0.6 + chance.next() * 1.4 + chance.next() };
}
