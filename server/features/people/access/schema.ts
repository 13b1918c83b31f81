import { z } from "zod";

export const accessScopes = ["reports", "attendance", "messages", "meetings", "events", "media"] as const;
export const restrictionKinds = [
  "child_arrangements_order", "prohibited_steps_order", "non_molestation_order", "care_order", "placement", "safeguarding", "other",
] as const;

export const listPeopleSchema = z.object({
  search: z.string().trim().max(100).default(""),
  classGroupId: z.uuid().optional(),
  /** Only adults who wait for the school to confirm them. */
  waiting: z.boolean().default(false),
  after: z.uuid().optional(),
});
export type ListPeopleInput = z.infer<typeof listPeopleSchema>;

export const pupilSchema = z.object({ pupilId: z.uuid() });

export const linkSchema = z.object({ linkId: z.uuid() });

export const confirmLinksSchema = z.object({
  links: z.array(z.uuid()).min(1).max(500),
});
export type ConfirmLinksInput = z.infer<typeof confirmLinksSchema>;

export const updateLinkSchema = z.object({
  linkId: z.uuid(),
  parentalResponsibility: z.enum(["yes", "no", "unknown"]),
  hasCare: z.boolean(),
  evidence: z.string().trim().max(200),
});
export type UpdateLinkInput = z.infer<typeof updateLinkSchema>;

export const restrictSchema = z.object({
  linkId: z.uuid(),
  kind: z.enum(restrictionKinds),
  scopes: z.array(z.enum(accessScopes)).min(1),
  document: z.string().trim().min(3).max(200),
  reviewOn: z.iso.date().optional(),
});
export type RestrictInput = z.infer<typeof restrictSchema>;

export const liftSchema = z.object({ restrictionId: z.uuid() });
