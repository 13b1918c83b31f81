import type { Chance } from "./random";

/** A teacher's own sentences. Those with translations were translated and approved by people at the school. */
export interface OwnWords {
  sentences: readonly string[];
  /** By language tag: one translation for each sentence, in the same order. */
  translations?: Readonly<Record<string, readonly string[]>>;
  /** Drafts that nobody has checked yet, by language tag. */
  drafts?: Readonly<Record<string, { by: "machine" | "person"; sentences: readonly string[] }>>;
}

const aboutTheChild: readonly OwnWords[] = [
  { sentences: ["{name} has been a pleasure to teach.", "The morning stories about the cat make us all smile."] },
  { sentences: ["{name} was the first to notice when a classmate was sad.", "That kind of care makes our class a better place."] },
  { sentences: ["{name} has taken big steps.", "At first every page looked too long, and now {name} asks for the next chapter."] },
  { sentences: ["{name} led our assembly about the river and spoke without notes."] },
  { sentences: ["Thank you for practising at home.", "It shows in every lesson."] },
  { sentences: ["{name} built the tallest bridge in our paper bridge week, and then showed two others how to do it."] },
  { sentences: ["{name} can be quiet in a large group.", "In a small group the ideas come one after another."] },
  { sentences: ["The garden club would not be the same without {name}."] },
  { sentences: ["{name} has found new friends and laughs a lot more."] },
  { sentences: ["Please keep talking at home about the books that {name} reads.", "Your own language is just right for that."] },
];

/** Sentences that stand in many reports and were translated once. */
const shared: OwnWords = {
  sentences: ["Thank you for your help at home.", "It makes a great difference."],
  translations: {
    ur: ["گھر پر آپ کی مدد کا شکریہ۔", "اس سے بہت فرق پڑتا ہے۔"],
    pl: ["Dziękujemy za Państwa pomoc w domu.", "To naprawdę wiele zmienia."],
  },
};

const aboutTheSubject: Readonly<Record<string, readonly OwnWords[]>> = {
  english: [{ sentences: ["{name} wrote a funny poem about our school caretaker's broom."] }, { sentences: ["The story about the lost key was read aloud to the whole year."] }],
  maths: [{ sentences: ["{name} found a quicker way to share 96 sweets between 8 people, and explained it on the board."] }],
  science: [{ sentences: ["{name} measured the shadow of the flagpole every hour and drew a careful graph."] }, { sentences: ["Our bean plants were in safe hands with {name}."] }],
  history: [{ sentences: ["{name} asked our visitor the best question of the day: what did children eat a hundred years ago?"] }],
  art: [{ sentences: ["The clay owl is still on show in the hall."] }],
  music: [{ sentences: ["{name} kept the beat for the whole class on the big drum."] }],
  physical_education: [{ sentences: ["{name} swam ten metres without help for the first time."] }],
};

const named = (words: OwnWords, name: string): OwnWords => ({ ...words, sentences: words.sentences.map((sentence) => sentence.replaceAll("{name}", name)) });

/** A teacher's own words about a child, or about the child in a subject; null when this subject has none. */
export function drawOwnWords(chance: Chance, subject: string | null, name: string): OwnWords | null {
  if (subject === null) return chance.happens(0.2) ? shared : named(chance.pick(aboutTheChild), name);
  const known = aboutTheSubject[subject];
  return known ? named(chance.pick(known), name) : null;
}
