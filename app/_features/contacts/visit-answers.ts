import type { getApi } from "@/app/_trpc/server";

type Visits = Awaited<ReturnType<typeof getApi>>["contacts"]["visits"];

/** What the procedures of visits answer, as pages get it. */
export type OwnVisit = Awaited<ReturnType<Visits["getOwn"]>>;
export type StaffVisit = Awaited<ReturnType<Visits["get"]>>;
export type VisitLines = Awaited<ReturnType<Visits["list"]>>;
export type PlanChoices = Awaited<ReturnType<Visits["choices"]>>;
export type OpenAlarms = Awaited<ReturnType<Visits["alarms"]>>;

/** Where visits are, for families and for staff. */
export const FAMILY_VISITS = "/family/visits";
export const VISITS = "/staff/visits";
