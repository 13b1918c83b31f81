import type { getApi } from "@/app/_trpc/server";

type Rewards = Awaited<ReturnType<typeof getApi>>["rewards"];

/** What the procedures of rewards answer, as pages get it. */
export type OwnSuccess = Awaited<ReturnType<Rewards["own"]["open"]>>;
export type OwnConsents = Awaited<ReturnType<Rewards["consent"]["own"]>>;
export type Desk = Awaited<ReturnType<Rewards["desk"]>>;
export type StaffNotes = Awaited<ReturnType<Rewards["list"]>>;
export type FairShare = Awaited<ReturnType<Rewards["share"]>>;
export type ConsentRows = Awaited<ReturnType<Rewards["consent"]["list"]>>;
