import type { getApi } from "@/app/_trpc/server";

type Api = Awaited<ReturnType<typeof getApi>>;
type Events = Api["events"];

/** What the procedures of events answer, as pages get it. */
export type OpenEvents = Awaited<ReturnType<Events["open"]["list"]>>;
export type OpenEvent = OpenEvents[number];
export type Session = OpenEvent["sessions"][number];
export type OwnPlace = Awaited<ReturnType<Events["place"]["open"]>>;
export type EventLines = Awaited<ReturnType<Events["list"]>>;
export type EditedEvent = Awaited<ReturnType<Events["edit"]>>;
export type Guests = Awaited<ReturnType<Events["guests"]>>;
export type CheckedDate = Awaited<ReturnType<Api["insight"]["checkDate"]>>;
