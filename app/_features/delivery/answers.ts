import type { getApi } from "@/app/_trpc/server";

type Delivery = Awaited<ReturnType<typeof getApi>>["delivery"];

/** What the procedures of delivery answer, as pages get it. */
export type Task = Awaited<ReturnType<Delivery["tasks"]>>["tasks"][number];
export type Outbox = Awaited<ReturnType<Delivery["outbox"]>>;
export type OpenedMail = Awaited<ReturnType<Delivery["mail"]>>;
