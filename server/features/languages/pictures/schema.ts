import { z } from "zod";

/** The ideas for which there is a picture, by theme: files in public/pictures, made by scripts/pictures.mjs. */
export const ideas = {
  subjects: [
    "english", "reading", "writing", "mathematics", "science", "history", "geography", "art", "music", "physical_education", "computing",
    "religious_education", "design_technology", "languages", "pshe", "citizenship", "biology", "chemistry", "physics", "business", "drama",
  ],
  marks: [
    "going_well", "next_step", "plant", "flower", "tree", "star", "trophy", "rocket", "strong", "sometimes", "more_time", "on_track", "goal", "medal",
    "full_marks", "growing",
  ],
  actions: [
    "phone", "talk", "listen", "look", "visit", "sign", "pay", "come", "ask", "press", "send", "count", "letters", "draw", "sing", "cook", "measure",
    "say", "praise", "help", "think", "practise", "check", "join_in", "play", "swim", "search", "feedback", "stop", "times", "add", "photo", "film",
    "follow",
  ],
  times: [
    "calendar", "day", "week", "clock", "minutes", "late", "morning", "evening", "every_day", "spring", "summer", "autumn", "winter", "holiday",
    "bedtime",
  ],
  places: [
    "school", "home", "door", "map", "classroom", "office", "playground", "bus", "bus_stop", "car", "bicycle", "train", "walk", "hospital", "shop",
    "toilet", "online", "stairs", "wheelchair",
  ],
  people: [
    "child", "girl", "boy", "baby", "woman", "man", "headscarf", "grandmother", "grandfather", "together", "group", "one_person", "nurse", "pupil",
    "teacher", "hearing_aid",
  ],
  feelings: [
    "welcome", "happy", "proud", "calm", "sad", "worried", "angry", "tired", "ill", "kind", "thanks", "sorry", "sure", "hug", "quiet",
  ],
  food: [
    "food", "breakfast", "lunch", "fruit", "vegetables", "milk", "water", "tea", "cake", "rice",
  ],
  events: [
    "party", "celebration", "balloon", "ticket", "gift", "fair", "announce", "rain", "snow", "fire", "money",
  ],
  at_home: [
    "at_home", "homework", "game", "toy", "story", "nature", "sky", "garden", "television", "scissors", "paint", "brain", "words", "two_languages",
    "idea",
  ],
  things: [
    "letter", "letter_sent", "key", "locked", "shield", "news", "backpack", "mobile", "scan", "bell", "report", "form", "card", "uniform", "coat",
    "glasses", "medicine", "plaster", "sound", "warning", "information", "yes", "no", "new", "computer", "exam",
  ],
  understanding: [
    "listening", "pictures", "large_print", "sign_language", "speaking", "interpreter", "reads", "reads_with_help", "does_not_read", "interpreter_yes",
    "interpreter_no",
  ],
} as const;

export type Theme = keyof typeof ideas;
export type Idea = (typeof ideas)[Theme][number];

export const themes = Object.keys(ideas) as Theme[];
export const allIdeas: readonly Idea[] = themes.flatMap((theme): readonly Idea[] => ideas[theme]);
const known: ReadonlySet<string> = new Set(allIdeas);

/** Whether there is a picture with this name. */
export const isIdea = (name: string): name is Idea => known.has(name);

/** Places and things that look different in every school: those for which a school is asked for a photo first. It may have one for any idea. */
export const usualIdeas = [
  "school", "door", "office", "classroom", "playground", "toilet", "bus", "bus_stop", "wheelchair", "teacher", "pupil", "nurse", "uniform", "coat", "backpack", "homework",
  "lunch", "breakfast", "report", "letter", "reading", "computing", "physical_education", "music",
] as const satisfies readonly Idea[];

/** The name of any idea. */
export const ideaSchema = z.enum(allIdeas as readonly [Idea, ...Idea[]]);
export const photoInput = z.object({ idea: ideaSchema });

/** What may be sent as a photo, in bytes; what is kept of it is a small square. */
export const PHOTO_BYTES = 12 * 1024 * 1024;
export const ALT_LENGTH = 120;

export const savePhotoInput = z.object({
  idea: ideaSchema,
  file: z.instanceof(Uint8Array).refine((file) => file.length > 0 && file.length <= PHOTO_BYTES),
  /** What the photo shows, in words. */
  alt: z.string().trim().min(3).max(ALT_LENGTH),
});
export type SavePhotoInput = z.infer<typeof savePhotoInput>;

/** A picture as a page shows it: the drawn one, or the school's photo with its words. */
export interface Shown {
  src: string;
  alt: string;
  /** The language of `alt`; absent for a drawn picture, which says nothing that the words beside it do not. */
  lang?: string;
}

/** The drawn picture of an idea. */
export const drawn = (idea: Idea): Shown => ({ src: `/pictures/${idea}.svg`, alt: "" });
