import { z } from "zod";

import { tag } from "../schema";

/** Formats that go out and come back. A TMX only comes in: it is memory. */
export const exportFormats = ["xliff", "po"] as const;
export const importFormats = ["xliff", "po", "tmx"] as const;
export type ImportFormat = (typeof importFormats)[number];

export const MAX_FILE = 5 * 1024 * 1024;

export const exportInput = z.object({ language: tag, format: z.enum(exportFormats) });
export type ExportInput = z.infer<typeof exportInput>;

export const importInput = z.object({ language: tag, format: z.enum(importFormats), content: z.string().min(1).max(MAX_FILE) });
export type ImportInput = z.infer<typeof importInput>;

