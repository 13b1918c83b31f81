import type { ContactChannel, ContactOutcome, ContactTone } from "@/server/lib/db/generated/enums";

/** Sentences in English, and translated where somebody has. */
export interface Told {
  en: string[];
  ur?: string[];
  pl?: string[];
}

export interface DesignContact {
  key: string;
  /** The adult of the design: amina. */
  adult: string;
  days: number;
  channel: ContactChannel;
  outcome: ContactOutcome;
  tone: ContactTone;
  told?: Told;
  agreed?: Told;
  theirWords?: Told;
  opinion?: string;
  nextStep?: Told & { days: number };
  topics?: string[];
  hours?: string[];
  reading?: string;
}

export const goodWords: readonly Told[] = [
  { en: ["We told the family about a kind deed in the playground."] },
  { en: ["We rang to say that reading goes very well."] },
  { en: ["We told the family about the good work in the art lesson."] },
  { en: ["We rang to say thank you for coming to the coffee morning."] },
];

export const worryWords: readonly Told[] = [
  { en: ["We talked about three late mornings.", "The bus was late each time."] },
  { en: ["We talked about homework that was not done."] },
  { en: ["We talked about two days away without a call."] },
];

export const neutralWords: readonly Told[] = [
  { en: ["We talked about the new timetable."] },
  { en: ["We explained how to pay for school dinners."] },
  { en: ["We checked the phone number and the address."] },
];

/** What was said with the people of the design. */
export const designContacts: readonly DesignContact[] = [
  {
    key: "amina-1", adult: "amina", days: 6, channel: "call", outcome: "reached_and_understood", tone: "good_news", topics: ["learning", "praise"],
    told: { en: ["We told you that Zara reads well.", "She needs help with times tables."], ur: ["ہم نے آپ کو بتایا کہ زارا اچھا پڑھتی ہے۔", "اسے پہاڑوں میں مدد چاہیے۔"] },
    theirWords: { en: ["You said that you will count with her on the way to school."], ur: ["آپ نے کہا کہ آپ اسکول جاتے ہوئے اس کے ساتھ گنتی کریں گی۔"] },
    agreed: { en: ["We give Zara a card with the six times table."], ur: ["ہم زارا کو چھ کے پہاڑے کا کارڈ دیں گے۔"] },
    nextStep: { en: ["We ring you to ask how it goes."], ur: ["ہم آپ کو فون کر کے پوچھیں گے کہ کیسا چل رہا ہے۔"], days: -1 },
    opinion: "She sounded glad. An interpreter by phone worked better than last time.", hours: ["afternoon"],
  },
  {
    key: "amina-2", adult: "amina", days: 20, channel: "at_gate", outcome: "reached", tone: "concern", topics: ["attendance"],
    told: { en: ["We talked about two late mornings."], ur: ["ہم نے دو بار دیر سے آنے کی بات کی۔"] },
  },
  {
    key: "ewa-1", adult: "ewa", days: 9, channel: "meeting", outcome: "reached", tone: "neutral", topics: ["home"],
    told: { en: ["We met to talk about the move to Year 7."], pl: ["Spotkaliśmy się, aby porozmawiać o przejściu do klasy 7."] },
    opinion: "Ewa asked that nothing of this goes to the other house.",
  },
  {
    key: "dariusz-1", adult: "dariusz", days: 8, channel: "call", outcome: "reached", tone: "good_news", topics: ["praise"],
    told: { en: ["We rang in the morning after your shift.", "Ola was very brave in the school play."], pl: ["Zadzwoniliśmy rano, po Pana zmianie.", "Ola była bardzo dzielna w szkolnym przedstawieniu."] },
    hours: ["morning"],
  },
  {
    key: "hodan-1", adult: "hodan", days: 1, channel: "call", outcome: "no_answer", tone: "neutral", told: { en: ["We rang and nobody answered."] },
  },
  {
    key: "hodan-2", adult: "hodan", days: 15, channel: "visit", outcome: "reached", tone: "good_news", topics: ["wellbeing"],
    told: { en: ["We came to your home and looked at the pictures of the school trip."] }, hours: ["morning", "midday"], reading: "reads_with_help",
  },
  {
    key: "clarke-1", adult: "clarke", days: 12, channel: "meeting", outcome: "reached", tone: "neutral", topics: ["wellbeing"], told: { en: ["We met to talk about sleep and the mornings."] },
  },
];
