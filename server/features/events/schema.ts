import { z } from "zod";

import { noteAudioSchema } from "@/server/features/languages/speech/schema";
import { flagFields } from "@/server/features/languages/workbench/schema";

export const eventKinds = ["open_evening", "open_afternoon", "workshop", "coffee_morning", "celebration", "other"] as const;
export type EventKindName = (typeof eventKinds)[number];

/** What a family can ask for, where the event has it. */
export const eventNeeds = ["interpreter", "sign_language", "creche", "step_free", "quiet_hour", "food"] as const;
export type EventNeedName = (typeof eventNeeds)[number];

export const guestChannels = ["email", "text", "call"] as const;

/** The pieces of words that an event has. */
export const eventWords = ["title", "what", "meet", "place", "route", "after"] as const;
export type EventWord = (typeof eventWords)[number];

export const TITLE_LENGTH = 120;
export const WORDS_LENGTH = 2_000;
export const NOTE_LENGTH = 500;
export const NAME_LENGTH = 80;
export const MOST_PEOPLE = 12;
export const MOST_SESSIONS = 20;
/** The largest hall. */
export const MOST_PLACES = 5_000;
/** Signs of the short code with which a family finds its place again. */
export const PLACE_CODE_LENGTH = 8;

const https = z.string().trim().max(500).regex(/^https:\/\/[^\s/@]+(\/|\?|#|$)\S*$/, "link");
const tag = z.string().min(2).max(16);

export const eventInput = z.object({ eventId: z.uuid() });
/** "This is not clear" or "this looks wrong" beside one sentence of an event. */
export const flagInput = eventInput.extend(flagFields.shape);
export type Flag = z.infer<typeof flagInput>;
export const sessionInput = z.object({ sessionId: z.uuid() });

/** The key of a family's place, out of the link that it was sent. */
export const placeInput = z.object({ key: z.string().regex(/^[\w-]{43}$/) });
export const codeInput = z.object({ code: z.string().trim().min(1).max(40) });

const phone = z.string().trim().max(30).regex(/^\+?[\p{Nd}\s().-]{7,}$/u, "phone");
const email = z.email("email").max(200).transform((address) => address.toLowerCase());

const people = z.number().int().min(1).max(MOST_PEOPLE);
const wishes = {
  people,
  childAges: z.array(z.number().int().min(0).max(19)).max(MOST_PEOPLE).default([]),
  creche: z.number().int().min(0).max(MOST_PEOPLE).default(0),
  needs: z.array(z.enum(eventNeeds)).max(eventNeeds.length).default([]),
  /** The language to speak in. */
  speaks: tag,
  foodWords: z.string().trim().max(NOTE_LENGTH).default(""),
  words: z.string().trim().max(NOTE_LENGTH).default(""),
};

/** A family asks for a place. `key` is made with the form: sent twice it is one place. */
export const bookInput = z
  .object({
    key: z.uuid(),
    sessionId: z.uuid(),
    name: z.string().trim().min(1, "name").max(NAME_LENGTH),
    channel: z.enum(guestChannels),
    email: z.union([z.literal("").transform(() => null), email]).nullable().default(null),
    phone: z.union([z.literal("").transform(() => null), phone]).nullable().default(null),
    ...wishes,
    /** What a form carries while a flood comes in: the sum that its browser did, or its pass. */
    proof: z.string().max(2_000).default(""),
    pass: z.string().max(100).default(""),
  })
  .superRefine((input, issues) => {
    if (input.channel === "email" && !input.email) issues.addIssue({ code: "custom", path: ["email"], message: "email_needed" });
    if (input.channel !== "email" && !input.phone) issues.addIssue({ code: "custom", path: ["phone"], message: "phone_needed" });
    if (input.creche > input.people - 1) issues.addIssue({ code: "custom", path: ["creche"], message: "creche_too_many" });
  });
export type Book = z.output<typeof bookInput>;

/** A form that is being made: the key that it will send. */
export const prepareInput = z.object({ key: z.uuid() });

/** What a family may change later. */
export const changeInput = placeInput.extend({ sessionId: z.uuid(), ...wishes }).superRefine((input, issues) => {
  if (input.creche > input.people - 1) issues.addIssue({ code: "custom", path: ["creche"], message: "creche_too_many" });
});
export type Change = z.output<typeof changeInput>;

/** The boxes in which a family can say it instead of writing it: one recording each. */
export const voiceParts = ["words", "feedback"] as const;
export type VoicePart = (typeof voiceParts)[number];

export const sayInput = placeInput.extend({ audio: noteAudioSchema });
export const ownVoiceInput = placeInput.extend({ part: z.enum(voiceParts) });
export const voiceInput = z.object({ voiceId: z.uuid() });
/** What staff wrote down of a recording, in the language in which it was said or in the school's. */
export const writeDownInput = voiceInput.extend({ language: tag, words: z.string().trim().min(1).max(WORDS_LENGTH) });
export type WriteDown = z.output<typeof writeDownInput>;

export const feedbackInput = placeInput.extend({ rating: z.number().int().min(1).max(3), words: z.string().trim().max(1_000).default(""), audio: noteAudioSchema.optional() });
export type Feedback = z.output<typeof feedbackInput>;

/** A new event: its name and first time; the rest is written in its editor. */
export const createInput = z.object({
  key: z.uuid(), kind: z.enum(eventKinds), title: z.string().trim().min(1).max(TITLE_LENGTH), startsAt: z.iso.datetime(), endsAt: z.iso.datetime(), capacity: z.number().int().min(1).max(MOST_PLACES),
});
export type CreateEvent = z.output<typeof createInput>;

const saved = z.object({ words: z.string().trim().max(WORDS_LENGTH), base: z.string().length(64) });

/** The editor, saved whole. `base` is the hash of the words that it was opened with. */
export const saveInput = eventInput.extend({
  words: z.object({ title: saved.extend({ words: z.string().trim().min(1).max(TITLE_LENGTH) }), what: saved, meet: saved, place: saved, route: saved, after: saved }),
  kind: z.enum(eventKinds),
  mapLink: z.union([z.literal("").transform(() => null), https]).nullable().default(null),
  packLink: z.union([z.literal("").transform(() => null), https]).nullable().default(null),
  offers: z.array(z.enum(eventNeeds)).default([]),
});
export type SaveEvent = z.output<typeof saveInput>;

const times = { startsAt: z.iso.datetime(), endsAt: z.iso.datetime() };
export const addSessionInput = eventInput.extend({ key: z.uuid(), capacity: z.number().int().min(1).max(MOST_PLACES), ...times });
export type AddSession = z.output<typeof addSessionInput>;
export const moveSessionInput = sessionInput.extend(times);
export type MoveSession = z.output<typeof moveSessionInput>;
/** `agreed`: whoever cuts the places has seen how many families lose theirs. */
export const capacityInput = sessionInput.extend({ capacity: z.number().int().min(0).max(MOST_PLACES), agreed: z.boolean().default(false) });
export type SetCapacity = z.output<typeof capacityInput>;

/** A family is here. `at` is when the desk saw it, which may be before the network was back. */
export const arriveInput = z.object({ bookingId: z.uuid(), people: z.number().int().min(0).max(20), at: z.iso.datetime().optional() });
export type Arrive = z.output<typeof arriveInput>;
/** Somebody came without a place. */
export const walkInInput = z.object({ key: z.uuid(), sessionId: z.uuid(), name: z.string().trim().min(1).max(NAME_LENGTH), people, language: tag, at: z.iso.datetime().optional() });
export type WalkIn = z.output<typeof walkInInput>;

export const previewInput = eventInput.extend({ language: tag });
export const sessionFileInput = eventInput.extend({ sessionId: z.uuid() });

/** Days on which a time would shut families out are looked for from here on. */
export const dateInput = z.object({ day: z.iso.date(), from: z.number().int().min(0).max(1439), to: z.number().int().min(1).max(1440) });
export type AskDate = z.output<typeof dateInput>;

const degrees = (least: number, most: number) => z.string().trim().regex(/^-?\d{1,3}([.,]\d{1,8})?$/).transform((typed) => Number(typed.replace(",", "."))).pipe(z.number().min(least).max(most));
/** Where the school is, in degrees as a map shows them: within the British Isles. */
export const schoolPlaceInput = z.object({ latitude: degrees(49, 61), longitude: degrees(-9, 2) });
export type SchoolPlace = z.output<typeof schoolPlaceInput>;
