import type { getApi } from "@/app/_trpc/server";

type Newsletters = Awaited<ReturnType<typeof getApi>>["newsletters"];

/** What the procedures of newsletters answer, as pages get it. */
export type NewsletterLines = Awaited<ReturnType<Newsletters["own"]["list"]>>;
export type Newsletter = Awaited<ReturnType<Newsletters["own"]["open"]>>;
export type Block = Newsletter["blocks"][number];
export type Drafts = Awaited<ReturnType<Newsletters["list"]>>;
export type Edited = Awaited<ReturnType<Newsletters["edit"]>>;
export type SendingState = Awaited<ReturnType<Newsletters["state"]>>;
export type SentCounts = Awaited<ReturnType<Newsletters["sent"]>>;
export type PicturePeople = Awaited<ReturnType<Newsletters["people"]>>;
