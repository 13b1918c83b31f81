import type { getApi } from "@/app/_trpc/server";

type Api = Awaited<ReturnType<typeof getApi>>;

/** A report as its reader gets it, and the part of it that is drawn. */
export type FamilyReport = Awaited<ReturnType<Api["reports"]["family"]["get"]>>;
export type ReportParts = NonNullable<FamilyReport["parts"]>;
