import { partInput } from "@/server/features/languages/speech/schema";
import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, publicProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { acceptOffer, bookPlace, cancelPlace, changePlace, findByCode, giveFeedback } from "./booking/commands";
import { openPlace } from "./booking/queries";
import { getFeed, getSessionFile } from "./calendar/queries";
import { flagEvent } from "./commands";
import { placeSchool } from "./dates/commands";
import { arrive, walkIn } from "./desk/commands";
import { getDesk } from "./desk/queries";
import { getEasy, printEvent } from "./easy/queries";
import { prepareForm } from "./flood/queries";
import { hearEvent, hearEventPart, hearEvents, hearEventsPart, hearForm, hearFormPart, hearPlace, hearPlacePart } from "./listening/commands";
import { hearPartInput, hearPlacePartInput } from "./listening/schema";
import { getOpen, listOpen } from "./queries";
import {
  addSessionInput, arriveInput, bookInput, capacityInput, changeInput, codeInput, createInput, eventInput, feedbackInput, flagInput, moveSessionInput, ownVoiceInput, placeInput, prepareInput, previewInput, saveInput, sayInput, schoolPlaceInput, sessionFileInput, sessionInput,
  voiceInput, walkInInput, writeDownInput,
} from "./schema";
import { drawEventCard } from "./sharing/queries";
import { addSession, cancelEvent, cancelSession, createEvent, deleteEvent, moveSession, publishEvent, saveEvent, sayThanks, setCapacity } from "./staff/commands";
import { getEdited, listEvents, listGuests, previewEvent } from "./staff/queries";
import { hearVoice, sayWords, writeDown } from "./voice/commands";
import { hearOwnVoice, requirePlace } from "./voice/queries";

export const eventsRouter = createRouter({
  open: createRouter({
    list: publicProcedure.query(({ ctx }) => listOpen(ctx)),
    hearList: publicProcedure.query(({ ctx }) => hearEvents(ctx)),
    listPart: publicProcedure.input(partInput).query(({ ctx, input }) => hearEventsPart(ctx, input)),
    get: publicProcedure.input(eventInput).query(({ ctx, input }) => getOpen(ctx, input)),
    easy: publicProcedure.input(eventInput).query(({ ctx, input }) => getEasy(ctx, input)),
    hear: publicProcedure.input(eventInput).query(({ ctx, input }) => hearEvent(ctx, input)),
    part: publicProcedure.input(hearPartInput).query(({ ctx, input }) => hearEventPart(ctx, input)),
    hearForm: publicProcedure.input(eventInput).query(({ ctx, input }) => hearForm(ctx, input)),
    formPart: publicProcedure.input(hearPartInput).query(({ ctx, input }) => hearFormPart(ctx, input)),
    print: publicProcedure.input(eventInput).query(({ ctx, input }) => printEvent(ctx, input)),
    card: publicProcedure.input(eventInput).query(({ ctx, input }) => drawEventCard(ctx, input)),
    feed: publicProcedure.query(({ ctx }) => getFeed(ctx)),
    file: publicProcedure.input(sessionFileInput).query(({ ctx, input }) => getSessionFile(ctx, input)),
  }),
  place: createRouter({
    prepare: publicProcedure.input(prepareInput).query(({ ctx, input }) => prepareForm(ctx, input)),
    book: publicProcedure.input(bookInput).mutation(({ ctx, input }) => bookPlace(ctx, input)),
    find: publicProcedure.input(codeInput).mutation(({ ctx, input }) => findByCode(ctx, input)),
    open: publicProcedure.input(placeInput).query(({ ctx, input }) => openPlace(ctx, input)),
    hear: publicProcedure.input(placeInput).query(({ ctx, input }) => hearPlace(ctx, input)),
    part: publicProcedure.input(hearPlacePartInput).query(({ ctx, input }) => hearPlacePart(ctx, input)),
    change: publicProcedure.input(changeInput).mutation(({ ctx, input }) => changePlace(ctx, input)),
    accept: publicProcedure.input(placeInput).mutation(({ ctx, input }) => acceptOffer(ctx, input)),
    cancel: publicProcedure.input(placeInput).mutation(({ ctx, input }) => cancelPlace(ctx, input)),
    feedback: publicProcedure.input(feedbackInput).mutation(({ ctx, input }) => giveFeedback(ctx, input)),
    known: publicProcedure.input(placeInput).query(({ ctx, input }) => requirePlace(ctx, input)),
    say: publicProcedure.input(sayInput).mutation(({ ctx, input }) => sayWords(ctx, input)),
    ownVoice: publicProcedure.input(ownVoiceInput).query(({ ctx, input }) => hearOwnVoice(ctx, input)),
  }),
  voice: createRouter({
    hear: staffProcedure(...may.welcomeGuests).input(voiceInput).query(({ ctx, input }) => hearVoice(ctx, input)),
    writeDown: staffProcedure(...may.welcomeGuests).input(writeDownInput).mutation(({ ctx, input }) => writeDown(ctx, input)),
  }),
  desk: createRouter({
    get: staffProcedure(...may.welcomeGuests).input(sessionInput).query(({ ctx, input }) => getDesk(ctx, input)),
    arrive: staffProcedure(...may.welcomeGuests).input(arriveInput).mutation(({ ctx, input }) => arrive(ctx, input)),
    walkIn: staffProcedure(...may.welcomeGuests).input(walkInInput).mutation(({ ctx, input }) => walkIn(ctx, input)),
  }),
  flag: familyProcedure.input(flagInput).mutation(({ ctx, input }) => flagEvent(ctx, input)),
  list: staffProcedure(...may.welcomeGuests).query(({ ctx }) => listEvents(ctx)),
  guests: staffProcedure(...may.welcomeGuests).input(eventInput).query(({ ctx, input }) => listGuests(ctx, input)),
  placeSchool: staffProcedure(...may.runEvents).input(schoolPlaceInput).mutation(({ ctx, input }) => placeSchool(ctx, input)),
  edit: staffProcedure(...may.runEvents).input(eventInput).query(({ ctx, input }) => getEdited(ctx, input)),
  preview: staffProcedure(...may.runEvents).input(previewInput).query(({ ctx, input }) => previewEvent(ctx, input)),
  create: staffProcedure(...may.runEvents).input(createInput).mutation(({ ctx, input }) => createEvent(ctx, input)),
  save: staffProcedure(...may.runEvents).input(saveInput).mutation(({ ctx, input }) => saveEvent(ctx, input)),
  remove: staffProcedure(...may.runEvents).input(eventInput).mutation(({ ctx, input }) => deleteEvent(ctx, input)),
  publish: staffProcedure(...may.announceEvents).input(eventInput).mutation(({ ctx, input }) => publishEvent(ctx, input)),
  cancel: staffProcedure(...may.announceEvents).input(eventInput).mutation(({ ctx, input }) => cancelEvent(ctx, input)),
  addTime: staffProcedure(...may.runEvents).input(addSessionInput).mutation(({ ctx, input }) => addSession(ctx, input)),
  moveTime: staffProcedure(...may.announceEvents).input(moveSessionInput).mutation(({ ctx, input }) => moveSession(ctx, input)),
  cancelTime: staffProcedure(...may.announceEvents).input(sessionInput).mutation(({ ctx, input }) => cancelSession(ctx, input)),
  setPlaces: staffProcedure(...may.runEvents).input(capacityInput).mutation(({ ctx, input }) => setCapacity(ctx, input)),
  thank: staffProcedure(...may.announceEvents).input(eventInput).mutation(({ ctx, input }) => sayThanks(ctx, input)),
});
