import type { EntryBody } from "@/server/features/reports/schema";

import type { OwnWords } from "./words";

type Entry = Omit<EntryBody, "ownWords"> & { own?: OwnWords };

/** A report written by hand for one of the design's children. */
export interface LovelyReport {
  attendance: { possible: number; absent: number; late: number };
  entries: Readonly<Record<string, Entry>>;
}

type Marks = [EntryBody["attainment"], EntryBody["effort"], EntryBody["progress"]];

const entry = ([attainment, effort, progress]: Marks, comments: EntryBody["comments"], own?: OwnWords): Entry => ({ attainment, effort, progress, comments, own });
const whole = (comments: EntryBody["comments"], own?: OwnWords): Entry => entry([null, null, null], comments, own);

/** The published reports of Zara, Ola, Ayaan and Sam, by the key of the pupil. */
export const lovelyReports: Readonly<Record<string, LovelyReport>> = {
  zara: {
    attendance: { possible: 120, absent: 4, late: 2 },
    entries: {
      general: whole(
        [
          { key: "strength.readsWithExpression" }, { key: "strength.asksGoodQuestions" }, { key: "strength.helpsOthers" },
          { key: "nextStep.learnTimesTable", n: 8 }, { key: "nextStep.giveReasons" }, { key: "home.readTogether", n: 5 },
        ],
        {
          sentences: ["It is a joy to teach Zara.", "She makes our class a kinder place."],
          translations: { ur: ["زارا کو پڑھانا خوشی کی بات ہے۔", "اس کی وجہ سے ہماری جماعت میں سب ایک دوسرے کا زیادہ خیال رکھتے ہیں۔"] },
        },
      ),
      english: entry(["secure", "excellent", "expected"], [{ key: "strength.writesClearSentences" }, { key: "strength.spellsNewWords", n: 34 }]),
      maths: entry(["nearly", "good", "expected"], [{ key: "strength.explainsMaths" }, { key: "nextStep.checkAnswers" }]),
      science: entry(
        ["secure", "excellent", "faster"], [{ key: "strength.testsIdeasInScience" }],
        {
          sentences: ["Zara planned a fair test about shadows and told the class what she found."],
          drafts: { ur: { by: "machine", sentences: ["\u2068Zara\u2069 نے سایوں کے بارے میں ایک منصفانہ تجربہ سوچا اور جماعت کو بتایا کہ اسے کیا معلوم ہوا۔"] } },
        },
      ),
      computing: entry(["secure", "good", "expected"], [{ key: "strength.enjoysSubject" }]),
      history: entry(["secure", "good", "expected"], [{ key: "strength.sharesIdeasInSubject" }]),
      geography: entry(["secure", "good", "expected"], [{ key: "nextStep.learnKeyWords", n: 4 }]),
      art: entry(["exceeding", "excellent", "faster"], [{ key: "strength.hasNewIdeas" }]),
      music: entry(["secure", "good", "expected"], [{ key: "effort.goodInSubject" }]),
      physical_education: entry(["secure", "good", "expected"], [{ key: "strength.enjoysBeingActive" }]),
      religious_education: entry(["secure", "good", "expected"], [{ key: "strength.sharesIdeasInSubject" }]),
    },
  },
  ola: {
    attendance: { possible: 120, absent: 2, late: 0 },
    entries: {
      general: whole(
        [
          { key: "strength.readBooks", n: 21 }, { key: "strength.usesTwoLanguages" }, { key: "behaviour.setsGoodExample" },
          { key: "nextStep.shareIdeas" }, { key: "nextStep.tryNewBooks" }, { key: "home.tellAStory" }, { key: "progress.goodInAllSubjects" },
        ],
        {
          sentences: ["Ola is calm and generous, and the younger children look up to her.", "She is ready for Year 6."],
          translations: { pl: ["Ola jest spokojna i życzliwa, a młodsze dzieci biorą z niej przykład.", "Jest gotowa na klasę szóstą."] },
        },
      ),
      english: entry(["secure", "excellent", "faster"], [{ key: "strength.writesLivelyStories" }, { key: "nextStep.checkWriting" }]),
      maths: entry(["exceeding", "excellent", "faster"], [{ key: "strength.solvesMathsProblems" }, { key: "nextStep.tryHarderTasks" }]),
      science: entry(["secure", "good", "expected"], [{ key: "strength.testsIdeasInScience" }, { key: "nextStep.useScienceWords" }]),
      computing: entry(["secure", "good", "expected"], [{ key: "strength.knowsSubjectWell" }]),
      history: entry(["secure", "excellent", "expected"], [{ key: "strength.sharesIdeasInSubject" }], {
        sentences: ["Ola told us how her great-grandmother came to school by sledge, and nobody made a sound."],
        drafts: { pl: { by: "person", sentences: ["Ola opowiedziała, jak jej prababcia jeździła do szkoły saniami, i w klasie było cicho jak makiem zasiał."] } },
      }),
      geography: entry(["secure", "good", "expected"], [{ key: "strength.knowsSubjectWell" }]),
      art: entry(["secure", "good", "expected"], [{ key: "strength.enjoysSubject" }]),
      music: entry(["exceeding", "excellent", "faster"], [{ key: "strength.enjoysSubject" }]),
      physical_education: entry(["nearly", "good", "expected"], [{ key: "effort.improvingInSubject" }]),
      religious_education: entry(["secure", "good", "expected"], [{ key: "strength.sharesIdeasInSubject" }]),
    },
  },
  ayaan: {
    attendance: { possible: 120, absent: 8, late: 4 },
    entries: {
      general: whole(
        [
          { key: "strength.worksWellInTeam" }, { key: "strength.growsInConfidence" }, { key: "behaviour.welcomesOthers" },
          { key: "nextStep.useNewEnglishWords" }, { key: "nextStep.askForHelp" }, { key: "home.tellAStory" },
        ],
        { sentences: ["Ayaan shares the stories that his grandmother tells him.", "The whole class waits for the next one."] },
      ),
      english: entry(["nearly", "excellent", "faster"], [{ key: "strength.understandsStories" }, { key: "nextStep.addDetail" }]),
      maths: entry(["secure", "good", "expected"], [{ key: "strength.knowsTimesTables", n: 6 }, { key: "nextStep.learnTimesTable", n: 7 }]),
      science: entry(["secure", "good", "expected"], [{ key: "strength.asksWhyInScience" }]),
      computing: entry(["secure", "good", "expected"], [{ key: "strength.enjoysSubject" }]),
      history: entry(["nearly", "good", "expected"], [{ key: "nextStep.learnKeyWords", n: 3 }]),
      geography: entry(["secure", "good", "expected"], [{ key: "strength.knowsSubjectWell" }]),
      art: entry(["secure", "good", "expected"], [{ key: "strength.enjoysSubject" }]),
      music: entry(["secure", "excellent", "expected"], [{ key: "effort.outstandingInSubject" }]),
      physical_education: entry(["exceeding", "excellent", "faster"], [{ key: "strength.enjoysBeingActive" }]),
      religious_education: entry(["secure", "good", "expected"], [{ key: "strength.sharesIdeasInSubject" }]),
    },
  },
  sam: {
    attendance: { possible: 120, absent: 6, late: 0 },
    entries: {
      general: whole(
        [
          { key: "behaviour.settledIn" }, { key: "strength.hasNewIdeas" }, { key: "effort.keepsTrying" },
          { key: "nextStep.finishTasks" }, { key: "home.praiseOneThing" },
        ],
        { sentences: ["Sam came to us in January and has found a place in our class and a best friend.", "We are proud of every step."] },
      ),
      english: entry(["nearly", "good", "expected"], [{ key: "strength.writesClearSentences" }, { key: "nextStep.writeMore", n: 5 }]),
      maths: entry(["secure", "good", "expected"], [{ key: "strength.explainsMaths" }, { key: "nextStep.showWorking" }]),
      science: entry(["secure", "excellent", "faster"], [{ key: "strength.asksWhyInScience" }]),
      computing: entry(["exceeding", "excellent", "faster"], [{ key: "strength.knowsSubjectWell" }]),
      history: entry(["nearly", "some", "slower"], [{ key: "progress.missedSomeLessons" }]),
      geography: entry(["nearly", "good", "expected"], [{ key: "nextStep.learnKeyWords", n: 3 }]),
      art: entry(["exceeding", "excellent", "faster"], [{ key: "strength.enjoysSubject" }], { sentences: ["Sam's lino print of the canal hangs outside the library."] }),
      music: entry(["secure", "good", "expected"], [{ key: "effort.goodInSubject" }]),
      physical_education: entry(["secure", "good", "expected"], [{ key: "strength.enjoysBeingActive" }]),
      religious_education: entry(["nearly", "good", "expected"], [{ key: "effort.goodInSubject" }]),
    },
  },
};
