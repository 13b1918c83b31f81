import { type Idea, isIdea } from "@/server/features/languages/pictures/schema";

/** The picture beside each statement of the comment bank. A test holds it to the bank: a new statement needs its row. */
export const statementPictures = {
  strength: {
    readsWithExpression: "reading", readsForPleasure: "english", readBooks: "english", readsWordsAMinute: "minutes", understandsStories: "story",
    joinsLetterSounds: "letters", writesClearSentences: "writing", writesLivelyStories: "story", spellsNewWords: "words", writesNeatly: "writing",
    countsWithoutHelp: "mathematics", knowsTimesTables: "count", solvesMathsProblems: "mathematics", explainsMaths: "mathematics",
    testsIdeasInScience: "science", asksWhyInScience: "nature", asksGoodQuestions: "feedback", helpsOthers: "visit", worksWellInTeam: "group",
    speaksWithConfidence: "say", hasNewIdeas: "idea", enjoysBeingActive: "play", growsInConfidence: "sure", usesTwoLanguages: "two_languages",
    enjoysSubject: "happy", knowsSubjectWell: "brain", sharesIdeasInSubject: "talk",
  },
  effort: {
    outstanding: "trophy", outstandingInSubject: "trophy", veryGood: "strong", good: "praise", goodInSubject: "listen", keepsTrying: "practise",
    improving: "growing", improvingInSubject: "growing", practisesEachWeek: "week", handsInHomework: "homework", comesToExtraSessions: "classroom",
    plansRevision: "form", changesByLesson: "sometimes", needsHelpToStart: "help", needsHelpToFocus: "minutes", notYetInSubject: "next_step",
    notYet: "next_step",
  },
  progress: {
    muchFasterThanExpected: "rocket", fasterThanExpected: "rocket", asExpected: "on_track", asExpectedAndSteady: "plant", catchingUp: "growing",
    slowerThanExpected: "more_time", needsMoreTime: "more_time", missedSomeLessons: "calendar", readyForHarderWork: "goal",
    workingTowardsGrade: "goal", testMarks: "exam", newToEnglish: "languages", goodInAllSubjects: "going_well",
  },
  behaviour: {
    kindAndPolite: "kind", followsRules: "check", listensWell: "listen", setsGoodExample: "star", welcomesOthers: "welcome", tellsTheTruth: "yes",
    staysCalm: "calm", earnedRewardPoints: "medal", settledIn: "home", makesBetterChoices: "follow", learnsToListen: "listen",
    learnsToTakeTurns: "more_time", learnsToCalmDown: "calm",
  },
  attendance: {
    excellent: "school", excellentAndOnTime: "clock", good: "school", better: "growing", weCanHelp: "phone", lateSometimes: "late",
    lateWeCanHelp: "phone", daysAndLate: "calendar",
  },
  nextStep: {
    readEveryDay: "reading", tryNewBooks: "english", soundOutWords: "letters", findTheProof: "search", writeFullSentences: "writing",
    addDetail: "news", writeMore: "writing", learnSpellings: "words", checkWriting: "check", formLetters: "letters", learnTimesTable: "count",
    addInYourHead: "add", showWorking: "news", checkAnswers: "check", useScienceWords: "science", giveReasons: "think", askForHelp: "feedback",
    shareIdeas: "idea", useNewEnglishWords: "talk", finishTasks: "join_in", bringEquipment: "backpack", learnKeyWords: "words",
    reviseSubject: "homework", useFeedback: "teacher", answerPastQuestions: "exam", tryHarderTasks: "goal",
  },
  home: {
    readTogether: "reading", talkAboutPictures: "look", tellAStory: "say", talkAboutTheDay: "talk", singTogether: "sing", countThings: "count",
    sayTimesTable: "count", measureWhenCooking: "cook", tellTheTime: "clock", lookAtNature: "sky", drawAndTalk: "draw", writeAList: "shop",
    swapWords: "two_languages", askQuickQuestions: "ask", quietTime: "quiet", packTheBag: "backpack", praiseOneThing: "praise",
    teachMeSubject: "brain", explainSubjectWords: "words",
  },
} as const satisfies Record<string, Record<string, Idea>>;

const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = statementPictures;

/** The picture of a statement by its key "group.name". Throws for one that has none, so that none goes out bare. */
export function pictureOf(key: string): Idea {
  const [group = "", name = ""] = key.split(".");
  const idea = rows[group]?.[name];
  if (!idea || !isIdea(idea)) throw new Error(`the statement ${key} has no picture`);
  return idea;
}

/** The picture of a subject by its code. */
export const subjectPictures: Readonly<Record<string, Idea>> = {
  general: "child", english: "english", reading: "reading", writing: "writing", maths: "mathematics", science: "science", computing: "computing", history: "history",
  geography: "geography", art: "art", music: "music", physical_education: "physical_education", religious_education: "religious_education",
  design_technology: "design_technology", languages: "languages", personal_education: "pshe", citizenship: "citizenship", biology: "biology",
  chemistry: "chemistry", physics: "physics", business: "business", drama: "drama",
};

/** The picture of a mark: a plant that grows, an effort, a pace. */
export const markPictures: Readonly<Record<"attainment" | "effort" | "progress", Readonly<Record<string, Idea>>>> = {
  attainment: { not_yet: "next_step", nearly: "plant", secure: "flower", exceeding: "tree" },
  effort: { needs_help: "help", some: "sometimes", good: "strong", excellent: "trophy" },
  progress: { slower: "more_time", expected: "on_track", faster: "rocket" },
};
