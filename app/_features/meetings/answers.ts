import type { getApi } from "@/app/_trpc/server";

type Meetings = Awaited<ReturnType<typeof getApi>>["meetings"];

/** What the procedures of meetings answer, as pages get it. */
export type OwnMeeting = Awaited<ReturnType<Meetings["own"]["list"]>>[number];
export type OwnRound = Awaited<ReturnType<Meetings["own"]["round"]>>;
export type OwnTimes = Awaited<ReturnType<Meetings["own"]["times"]>>;
export type RoundLines = Awaited<ReturnType<Meetings["rounds"]["list"]>>;
export type StaffRound = Awaited<ReturnType<Meetings["rounds"]["get"]>>;
export type StaffPlan = Awaited<ReturnType<Meetings["plan"]["get"]>>;
export type Shiftable = Awaited<ReturnType<Meetings["plan"]["meeting"]>>;
export type DayLines = Awaited<ReturnType<Meetings["day"]["list"]>>;
export type OpenPromises = Awaited<ReturnType<Meetings["day"]["promises"]>>;
export type OwnPromises = Awaited<ReturnType<Meetings["own"]["promises"]>>;
export type Board = Awaited<ReturnType<Meetings["board"]["open"]>>;
export type Boards = Awaited<ReturnType<Meetings["board"]["list"]>>;
export type Setting = Awaited<ReturnType<Meetings["settings"]["get"]>>;

/** Where meetings are, for families and for staff. */
export const FAMILY_MEETINGS = "/family/meetings";
export const MEETINGS = "/staff/meetings";
/** The board in a hall; its key follows. */
export const BOARD = "/meetings/board";
