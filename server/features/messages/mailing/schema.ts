import { z } from "zod";

import { FILE_BYTES, POST_LENGTH } from "../schema";

/** An answer by e-mail, as the mail server hands it to us. */
export const takeMailInput = z.object({
  token: z.string().max(500),
  to: z.array(z.string().max(320)).max(50),
  from: z.string().max(320),
  /** The mail's own name: the same mail again is one message. */
  messageId: z.string().min(1).max(998),
  text: z.string().max(200_000).transform((text) => text.slice(0, POST_LENGTH * 10)),
  files: z.array(z.instanceof(Uint8Array)).max(100).default([]).transform((files) => files.filter((file) => file.length > 0 && file.length <= FILE_BYTES)),
});
export type TakeMail = z.output<typeof takeMailInput>;
