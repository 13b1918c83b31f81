import type { getApi } from "@/app/_trpc/server";

type Rewards = Awaited<ReturnType<typeof getApi>>["rewards"];

/** What the procedures of rewards answer, as pages get it. */
export type OwnSuccess = Awaited<ReturnType<Rewards["own"]["open"]>>;
export type OwnConsents = Awaited<ReturnType<Rewards["consent"]["own"]>>;
export type Desk = Awaited<ReturnType<Rewards["desk"]>>;
export type StaffNotes = Awaited<ReturnType<Rewards["list"]>>;
export type FairShare = Awaited<ReturnType<Rewards["share"]>>;
export type ConsentRows = Awaited<ReturnType<Rewards["consent"]["list"]>>;
export type OwnCelebration = Awaited<ReturnType<Rewards["celebrations"]["own"]["get"]>>;
export type CelebrationLines = Awaited<ReturnType<Rewards["celebrations"]["list"]>>;
export type StaffCelebration = Awaited<ReturnType<Rewards["celebrations"]["get"]>>;
export type Candidates = Awaited<ReturnType<Rewards["celebrations"]["candidates"]>>;
