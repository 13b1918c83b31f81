import type { getApi } from "@/app/_trpc/server";

export type Api = Awaited<ReturnType<typeof getApi>>;
type Calendar = Api["calendar"];

/** What the procedures of the calendar answer, as pages get it. */
export type OwnCalendar = Awaited<ReturnType<Calendar["own"]["get"]>>;
export type OpenEvent = Awaited<ReturnType<Api["events"]["open"]["list"]>>[number];
export type OpenLines = Awaited<ReturnType<Calendar["open"]["list"]>>;
export type KeptCalendar = Awaited<ReturnType<Calendar["dates"]["list"]>>;
export type KeptDate = KeptCalendar["dates"][number];
