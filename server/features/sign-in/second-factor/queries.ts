import QRCode from "qrcode";

import { unseal } from "@/server/lib/auth/tokens";
import type { PersonCtx, StaffCtx } from "@/server/lib/context";
import { AppError } from "@/server/lib/errors";

import { totpAddress } from "./rules";

export type FactorState =
  /** Not begun. */
  | { step: "start" }
  /** A secret waits for its first code: what to put into the app. */
  | { step: "confirm"; secret: string; address: string; qrSvg: string }
  /** Set up; this session has not given a code yet. */
  | { step: "give" }
  /** Given. */
  | { step: "done"; recoveryCodesLeft: number };

/** Where a member of staff stands with the second factor. Throws not_found for anybody without a post. */
export async function readFactor(ctx: PersonCtx): Promise<FactorState> {
  if (ctx.actor.posts.length === 0) throw new AppError("not_found");
  const { adultId } = ctx.actor;
  if (ctx.actor.roles.length > 0) {
    return { step: "done", recoveryCodesLeft: await ctx.db.recoveryCode.count({ where: { adultId, usedAt: null } }) };
  }
  const factor = await ctx.db.secondFactor.findUnique({ where: { adultId } });
  if (!factor) return { step: "start" };
  if (factor.confirmedAt) return { step: "give" };
  const secret = unseal(factor.secretSealed);
  const address = totpAddress(secret, ctx.school.name, ctx.actor.displayName);
  return { step: "confirm", secret, address, qrSvg: await QRCode.toString(address, { type: "svg", margin: 2 }) };
}

export interface StaffFactor {
  adultId: string;
  name: string;
  setUpAt: Date | null;
}

/** The other members of staff and since when each has a second factor. For those who help after a lost phone. */
export async function listStaffFactors(ctx: StaffCtx): Promise<StaffFactor[]> {
  const adults = await ctx.db.adult.findMany({
    where: { removedAt: null, id: { not: ctx.actor.adultId }, posts: { some: { endedAt: null } } },
    select: { id: true, title: true, givenName: true, familyName: true, secondFactor: { select: { confirmedAt: true } } },
    orderBy: [{ familyName: "asc" }, { givenName: "asc" }],
  });
  return adults.map((adult) => ({
    adultId: adult.id,
    name: [adult.title, adult.givenName, adult.familyName].filter(Boolean).join(" "),
    setUpAt: adult.secondFactor?.confirmedAt ?? null,
  }));
}
