import { z } from "zod";

/** The register marks the design's people by an external id that starts so. */
export const DEMO_PREFIX = "demo-person-";
/** The other made-up parents of the demo; they keep their whole external id. */
export const READER_PREFIX = "demo-adult-";

export const demoSignInInput = z.object({ id: z.string().regex(/^[a-z0-9-]{1,40}$/) });
export type DemoSignInInput = z.infer<typeof demoSignInInput>;

export interface DemoPerson {
  id: string;
  name: string;
  /** A post (office, teacher, …) or, for families, the relation (mother, foster_carer, …). */
  role: string;
  language: string;
}

/** The people of the design, in its order: the demo shows them first. */
export const DESIGN_PEOPLE: readonly string[] = ["amina", "dariusz", "hodan", "clarke", "okafor", "patel", "hale", "lewis", "office"];
