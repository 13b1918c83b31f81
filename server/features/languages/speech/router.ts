import { may } from "@/server/features/people/policy";
import { createRouter, familyProcedure, publicProcedure, signedInProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { decideRecording, hearNote, hearOpen, hearPage, hearPagePart, hearProfile, hearProfilePart, recordFixed, transcribeNote } from "./commands";
import { findWordSounds, hearRecording, listNotes, listRecordings, listWanted } from "./queries";
import { noteInput, notesInput, pageInput, pagePartInput, partInput, recordingInput, recordInput, soundInput, transcribeInput, wantedInput } from "./schema";

/** Listening, and lending one's voice. */
export const speechRouter = createRouter({
  page: publicProcedure.input(pageInput).query(({ ctx, input }) => hearPage(ctx, input)),
  pagePart: publicProcedure.input(pagePartInput).query(({ ctx, input }) => hearPagePart(ctx, input)),
  open: publicProcedure.input(soundInput).query(({ ctx, input }) => hearOpen(ctx, input)),
  words: publicProcedure.query(({ ctx }) => findWordSounds(ctx)),
  profile: familyProcedure.query(({ ctx }) => hearProfile(ctx)),
  profilePart: familyProcedure.input(partInput).query(({ ctx, input }) => hearProfilePart(ctx, input)),
  wanted: signedInProcedure.input(wantedInput).query(({ ctx, input }) => listWanted(ctx, input)),
  record: signedInProcedure.input(recordInput).mutation(({ ctx, input }) => recordFixed(ctx, input)),
  recordings: staffProcedure(...may.recordVoices).query(({ ctx }) => listRecordings(ctx)),
  hearRecording: staffProcedure(...may.recordVoices).input(recordingInput).query(({ ctx, input }) => hearRecording(ctx, input)),
  approve: staffProcedure(...may.approveVoices).input(recordingInput).mutation(({ ctx, input }) => decideRecording(ctx, input, "approve")),
  refuse: staffProcedure(...may.approveVoices).input(recordingInput).mutation(({ ctx, input }) => decideRecording(ctx, input, "refuse")),
  notes: staffProcedure(...may.hearNotes).input(notesInput).query(({ ctx, input }) => listNotes(ctx, input)),
  note: signedInProcedure.input(noteInput).query(({ ctx, input }) => hearNote(ctx, input)),
  transcribe: staffProcedure(...may.hearNotes).input(transcribeInput).mutation(({ ctx, input }) => transcribeNote(ctx, input)),
});
