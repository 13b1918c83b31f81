import type { getApi } from "@/app/_trpc/server";

type Contacts = Awaited<ReturnType<typeof getApi>>["contacts"];

/** What the procedures of contacts answer, as pages get it. */
export type Timeline = Awaited<ReturnType<Contacts["timeline"]>>;
export type TimelineEntry = Timeline["entries"][number];
export type CallRow = Awaited<ReturnType<Contacts["calls"]>>["rows"][number];
export type CallTask = Awaited<ReturnType<Contacts["getCall"]>>;
export type Caseloads = Awaited<ReturnType<Contacts["caseloads"]>>;
export type OwnRecord = Awaited<ReturnType<Contacts["own"]>>[number];
