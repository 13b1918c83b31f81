import { z } from "zod";

/** Where video meetings are: nowhere, behind one link for all, or on a server with a room for each. */
export const videoKinds = ["none", "link", "server"] as const;
/** What stands on the board instead of a name. */
export const calledKinds = ["number", "initials"] as const;
export type Called = (typeof calledKinds)[number];

export const settingInput = z
  .object({ video: z.enum(videoKinds), videoAddress: z.url({ protocol: /^https$/ }).max(300).optional(), called: z.enum(calledKinds) })
  .refine(({ video, videoAddress }) => video === "none" || videoAddress !== undefined, { path: ["videoAddress"], message: "needed" });
export type Setting = z.infer<typeof settingInput>;
