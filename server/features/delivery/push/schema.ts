import { z } from "zod";

/** Browsers of one adult that are kept; the oldest makes room. */
export const PUSHES = 5;

const base64 = z.string().regex(/^[A-Za-z0-9_-]+={0,2}$/).max(200);

/** A browser as its PushSubscription says itself. */
export const subscribeInput = z.object({ endpoint: z.string().max(1_000), keys: z.object({ p256dh: base64, auth: base64 }) });
export type Subscribe = z.infer<typeof subscribeInput>;
export const unsubscribeInput = z.object({ endpoint: z.string().max(1_000) });
