import { z } from "zod";

import { roundInput } from "../schema";

export const boardKeyInput = z.object({ key: z.string().length(43) });
export const revokeInput = roundInput.extend({ boardId: z.uuid() });

/** The board looks for news every so many seconds; then its words are in the next language. */
export const BOARD_SECONDS = 20;
/** How many rooms a screen in a hall holds. */
export const BOARD_ROWS = 12;
/** Who comes next, at most, for each teacher. */
export const BOARD_NEXT = 3;
