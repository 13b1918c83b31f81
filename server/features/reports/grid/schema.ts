import { z } from "zod";

import { idSchema } from "../schema";

export const gridInput = z.object({ roundId: idSchema, classGroupId: idSchema });
export type GridInput = z.infer<typeof gridInput>;

