import { createRouter } from "@/server/lib/trpc/base";

export const peopleRouter = createRouter({});
