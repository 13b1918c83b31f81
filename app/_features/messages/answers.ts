import type { getApi } from "@/app/_trpc/server";

type Messages = Awaited<ReturnType<typeof getApi>>["messages"];

/** What the procedures of messages answer, as pages get it. */
export type FamilyThreads = Awaited<ReturnType<Messages["own"]>>[number];
export type FamilyThread = Awaited<ReturnType<Messages["openOwn"]>>;
export type StaffThread = Awaited<ReturnType<Messages["open"]>>;
export type StaffLines = Awaited<ReturnType<Messages["list"]>>;
export type AwayList = Awaited<ReturnType<Messages["away"]>>;
export type Post = FamilyThread["posts"][number];
